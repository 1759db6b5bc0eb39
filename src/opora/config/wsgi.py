"""The web server's entry."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.config.settings")
application = get_wsgi_application()

from opora.law import rulebook  # noqa: E402
from opora.web.accounts import refuse_preconfirmation_outside_demo  # noqa: E402 - needs Django set up

refuse_preconfirmation_outside_demo()

# The law is read before the first request, and what then stays for the life of the process is never looked at
# again by the garbage collector: otherwise it would stop a request now and then to go through all of it.
rulebook()
gc.freeze()
