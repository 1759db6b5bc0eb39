"""Settings of the test run: quick passwords, plain static files, loud templates."""

# ruff: noqa: E402 - the server must run before the settings read its address
import os

from opora.config.messages import compile_messages
from opora.config.test_server import use_test_server

compile_messages()  # before anything reads the words: what was read once is not read again
use_test_server()

from opora.config.settings import *  # noqa: F403
from opora.config.settings import DATABASES, STORAGES, TEMPLATES


class UnknownTemplateVariable(str):
    """Stands in for an unknown template variable and fails the test when it is printed."""

    __slots__ = ()

    def __contains__(self, _key: object) -> bool:
        return True  # Django asks for '%s' and then formats us with the variable's name

    def __mod__(self, variable: object) -> str:
        raise LookupError(f"The template uses an unknown variable: {variable}")


PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
_template_options: dict[str, object] = TEMPLATES[0]["OPTIONS"]  # type: ignore[assignment]
_template_options["string_if_invalid"] = UnknownTemplateVariable()
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Several runs may share the server: each names its own database.
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("OPORA_TEST_DATABASE", "test_opora")}
OPORA_SECOND_FACTOR_PRECONFIRMED = True
LANGUAGE_CODE = "sl"
STATIC_ROOT = OPORA_HOME / "static"  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # looked up when asked for: each client of each test would list them all
OPORA_LAYER_ASKED_EVERY_SECONDS = None  # a test that approves reads it; what others approve is not waited for
