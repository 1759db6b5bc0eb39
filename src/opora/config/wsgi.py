"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.config.settings")
application = get_wsgi_application()

from opora.web.accounts import refuse_preconfirmation_outside_demo  # noqa: E402 - needs Django set up

refuse_preconfirmation_outside_demo()
