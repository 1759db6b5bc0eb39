from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "opora.cases"
    label = "cases"

    def ready(self) -> None:
        """The room of people lies below this one, so it cannot ask by itself."""
        from opora.cases.need_to_know import register

        register()
