"""The settings of the tests: the product's own, with a database made for the run."""

import os
import tempfile

os.environ["LOCAL"] = "true"
os.environ["SECRET_KEY"] = "a key that only the tests use"
os.environ["MFA_KEY"] = "another key that only the tests use"
os.environ["EMAIL_URL"] = "memorymail://"
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="mj-"))

from myeloma_journal.settings import *  # noqa: F403
from tests.pgserver import test_database

DATABASES = {"default": test_database()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files are served from where they lie: nothing needs collecting before a test.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
