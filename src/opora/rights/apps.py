from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "opora.rights"
    label = "rights"

    def ready(self) -> None:
        from opora.decisions.consequences import follows_from_issue
        from opora.rights.after_issue import settle

        follows_from_issue(settle)
