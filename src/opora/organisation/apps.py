from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "opora.organisation"
    label = "organisation"
