from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "opora.duty"
    label = "duty"
