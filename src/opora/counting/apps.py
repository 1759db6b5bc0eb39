from django.apps import AppConfig


class CountingConfig(AppConfig):
    name = "opora.counting"
    label = "counting"
