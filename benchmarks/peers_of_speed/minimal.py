"""A minimal dynamic page in one file: eight queries, one template, the middlewares of Django's own start project."""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="a benchmark on this machine, which keeps no secret",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="minimal",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["MINIMAL_DATABASE"]}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {
                                    "page.html": "<!doctype html><title>Words</title>{% for rows in groups %}<h2>Group"
                                    "</h2><ul>{% for row in rows %}<li>{{ row.name }}: {{ row.codename }}</li>"
                                    "{% endfor %}</ul>{% endfor %}"
                                },
                            )
                        ],
                    )
                ]
            },
        }
    ],
)
django.setup()

from django.contrib.auth.models import Permission  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402

QUERIES = 8


def page(request: HttpRequest) -> HttpResponse:
    groups = [list(Permission.objects.select_related("content_type")[:20]) for _query in range(QUERIES)]
    return render(request, "page.html", {"groups": groups})


urlpatterns = [path("", page)]
application = get_wsgi_application()

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
