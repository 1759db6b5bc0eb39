from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "opora.sources"
    label = "sources"
