from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "opora.rights"
    label = "rights"

    def ready(self) -> None:
        from opora.decisions.consequences import follows_from_issue
        from opora.documents.serving import follows_from_service
        from opora.rights.after_issue import settle
        from opora.rights.calling import term_runs_from_service

        follows_from_issue(settle)
        follows_from_service(term_runs_from_service)
