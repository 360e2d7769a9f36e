from django.conf import settings as ours
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

REAL = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def test_collectstatic_finds_every_file_that_another_names(tmp_path):
    storages = ours.STORAGES | {"staticfiles": {"BACKEND": REAL}}

    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        address = staticfiles_storage.url("css/app.css")

    assert (tmp_path / address.removeprefix("/static/")).exists()
    assert (tmp_path / f"{address.removeprefix('/static/')}.br").exists()
