"""What the server calls: ``granian --interface wsgi portal.wsgi:application``: finished pages, then Django."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# A server that somebody set up must not turn into a local trial because a variable was forgotten.
if settings.TRIAL and not os.environ.get("PORTAL_TRIAL"):
    raise ImproperlyConfigured("SECRET_KEY and ALLOWED_HOSTS must be set. For a local trial use: python3 run.py run")

django = get_wsgi_application()

from .ready.start import ready  # noqa: E402  models are loaded by the line above

application = ready(django)
