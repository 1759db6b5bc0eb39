"""Django settings: the same in the demo and in production; the environment tells them apart."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from opora.config import environment

ROOMS = [
    "law_book",
    "organisation",
    "audit",
    "amendments",
    "people",
    "sources",
    "cases",
    "documents",
    "decisions",
    "rights",
    "duty",
    "wards",
    "counting",
    "reports",
    "web",
    "demo",
    "config",
]

SECRET_KEY = environment.secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("OPORA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
OPORA_HOME = environment.home()
OPORA_DEMO = environment.switched_on("OPORA_DEMO")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    *(f"opora.{room}" for room in ROOMS),  # before allauth: our templates and words stand above its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "opora.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "opora.web.size_of_request.SizeOfRequestMiddleware",
    "opora.amendments.middleware.LayerMiddleware",
    "opora.web.middleware.SecondFactorMiddleware",
    "opora.web.access.AccessMiddleware",
    "opora.web.middleware.AuditMiddleware",
    "opora.web.middleware.RefusalMiddleware",
]

# How often each process asks whether another one approved a version of the catalogue.
OPORA_LAYER_ASKED_EVERY_SECONDS: float | None = 10.0

ROOT_URLCONF = "opora.config.urls"
WSGI_APPLICATION = "opora.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "opora.web.context.frame",
            ],
        },
    }
]

# Database: the application signs in as a role that owns no table; `opora set-up` as the owner.
DATABASES = {"default": environment.database(os.environ.get("OPORA_DATABASE_URL", "postgresql:///opora"))}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# What `organisation.kept_queries` asks again and again, the database plans once for each connection.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 3
if role := os.environ.get("OPORA_DATABASE_ROLE"):
    DATABASES["default"]["OPTIONS"]["options"] = f"-c role={role}"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "opora_cache"},
}

# Sign-in
AUTH_USER_MODEL = "organisation.Worker"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "opora.web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = False
# Guessing is stopped per account: a whole centre signs in from one address, and whoever guesses one
# password must not keep the others out. The counts are kept for all processes together.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/300s/key,100/m/ip", "login": "200/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies()
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Opora"
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The demo switch: workers of the generated centre count as having shown a second factor.
# `opora run` refuses it for a database that is not marked as the demo's.
OPORA_SECOND_FACTOR_PRECONFIRMED = environment.switched_on("OPORA_DEMO_SECOND_FACTOR")

# Sessions and cookies
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "opora.web.ended_session.expired_form"
_over_https = environment.switched_on("OPORA_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _over_https
SECURE_HSTS_SECONDS = 31_536_000 if _over_https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _over_https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Languages
LANGUAGE_CODE = "sl"
LANGUAGES = [("sl", _("Slovenian")), ("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).parents[1] / "catalogue" / "locale"]  # of a room that is no app
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60  # a worker chooses once
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Ljubljana"
FORMAT_MODULE_PATH = ["opora.config.formats"]
USE_THOUSAND_SEPARATOR = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = OPORA_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
OPORA_DOCUMENTS = OPORA_HOME / "documents"
OPORA_KEYS = OPORA_HOME / "keys"
OPORA_REGISTRY_URL = os.environ.get("OPORA_REGISTRY_URL", "")
OPORA_REFORM_POPULATION = environment.reform_population()
OPORA_SIMULATION_SOCKET = environment.simulation_socket()
OPORA_CLAMD = os.environ.get("OPORA_CLAMD", "")  # where ClamAV listens: a path, or host:port
OPORA_DUTY_COUNTING = os.environ.get("OPORA_DUTY_COUNTING", "")  # own columns of the on-call service
OPORA_TRAINING_HOURS = environment.training_hours()
OPORA_SMALL_COUNT = environment.small_count()
OPORA_SUPERVISION_IN_BLOCKS = environment.switched_on("OPORA_SUPERVISION_IN_BLOCKS")
OPORA_SIGNER_OF = os.environ.get("OPORA_SIGNER_OF", "")  # whose key signs: docs/deployment.md
DATA_UPLOAD_MAX_MEMORY_SIZE = 15 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
OPORA_LARGEST_REQUEST = environment.largest_request()  # with its files; one file may have 10 MB

PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "opora": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a page not found or refused stands in the audit log
    },
}
