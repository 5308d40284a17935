"""What the server calls: ``granian --interface wsgi portal.wsgi:application``: finished pages, then Django."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# A server that somebody set up must not turn into a local trial because a variable was forgotten.
if settings.TRIAL and not os.environ.get("PORTAL_TRIAL"):
    raise ImproperlyConfigured("SECRET_KEY and ALLOWED_HOSTS must be set. For a local trial use: python3 run.py run")
# Pages name their style sheet by the list that collectstatic writes: without it the first visitor would get an error.
if not settings.DEBUG and not os.access(settings.STATIC_ROOT / "staticfiles.json", os.R_OK):
    raise ImproperlyConfigured(
        "Static files are not collected, or not for this user to read. Run: manage.py collectstatic --noinput"
    )

django = get_wsgi_application()

# What follows reads models, which are loaded only now.
from conditions.search.held import warm  # noqa: E402
from conditions.vocabulary import SOURCE_LANGUAGE  # noqa: E402

from .ready.start import ready  # noqa: E402

warm(SOURCE_LANGUAGE)
if settings.METRICS_PORT:
    from .operations.metrics import measured

    application = measured(django, ready)
else:
    application = ready(django)
if settings.REQUEST_LOG:
    from .request_log import RequestLog

    application = RequestLog(application).start()
