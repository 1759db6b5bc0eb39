from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "opora.web"
    label = "web"

    def ready(self) -> None:
        from opora.web import checks  # noqa: F401 - the checks register themselves
