from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    name = "opora.amendments"
    label = "amendments"
