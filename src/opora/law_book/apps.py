from django.apps import AppConfig


class LawBookConfig(AppConfig):
    name = "opora.law_book"
    label = "law_book"
