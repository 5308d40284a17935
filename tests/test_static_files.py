"""Static files under the names that they have in production."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings


@pytest.mark.django_db
def test_every_file_that_a_page_names_is_there_under_its_hashed_name(tmp_path, client, administrator):
    hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={**settings.STORAGES, "staticfiles": hashed}):
        call_command("collectstatic", interactive=False, verbosity=0)
        client.force_login(administrator)
        for address in ("/", "/admin/", "/nowhere/", "/guides/", "/leave/"):
            page = client.get(address).content.decode()
            named = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
            assert named and all((tmp_path / name).is_file() for name in named), address
            assert all(re.search(r"\.[0-9a-f]{12}\.", name) for name in named), address
