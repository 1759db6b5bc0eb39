"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.config.settings")
application = get_wsgi_application()

from opora.config.reading_ahead import read_ahead  # noqa: E402 - needs Django set up
from opora.web.accounts import refuse_preconfirmation_outside_demo  # noqa: E402

refuse_preconfirmation_outside_demo()
read_ahead()
