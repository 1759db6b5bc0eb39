from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "opora.config"
    label = "config"
