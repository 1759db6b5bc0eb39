from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "opora.rights"
    label = "rights"
