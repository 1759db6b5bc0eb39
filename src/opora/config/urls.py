"""All addresses, room by room."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def health(_request: HttpRequest) -> HttpResponse:
    """Answers when server and database work; shows nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("health", health, name="health"),
    path("accounts/", include("allauth.urls")),
    path("", include("opora.web.urls")),
]

handler400 = "opora.web.errors.bad_request"
handler403 = "opora.web.errors.forbidden"
handler404 = "opora.web.errors.not_found"
handler500 = "opora.web.errors.broken"
