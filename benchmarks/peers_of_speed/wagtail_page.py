"""Gives the first page of Wagtail's start project the words of one of our leaflets, and publishes it."""

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

call_command("migrate", verbosity=0)

from home.models import HomePage  # noqa: E402

words = (settings.FOLDER / "leaflet.html").read_text(encoding="utf-8")
home = settings.FOLDER / "words" / "home"
home.mkdir(parents=True)
(home / "home_page.html").write_text(
    '{% extends "base.html" %}{% load wagtailcore_tags %}{% block content %}<h1>{{ page.title }}</h1>'
    f"{{% verbatim %}}{words}{{% endverbatim %}}{{% endblock %}}",
    encoding="utf-8",
)
page = HomePage.objects.get()
page.title = "A leaflet"
page.save_revision().publish()
