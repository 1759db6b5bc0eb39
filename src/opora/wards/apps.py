from django.apps import AppConfig


class WardsConfig(AppConfig):
    name = "opora.wards"
    label = "wards"
