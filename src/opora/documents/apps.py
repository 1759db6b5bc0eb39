from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "opora.documents"
    label = "documents"

    def ready(self) -> None:
        from opora.cases.deadline_events import tell_of
        from opora.documents.happened import registered

        tell_of(registered)
