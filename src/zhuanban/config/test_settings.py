"""The settings under test: quick hashes, plain static files, a throw-away data folder."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ZHUANBAN_DATA", tempfile.mkdtemp(prefix="zhuanban-test-"))
os.environ.setdefault("ZHUANBAN_SECRET_KEY", "only-for-tests")
os.environ.setdefault("ZHUANBAN_JOURNAL_KEY", "only-for-tests-of-the-journal")
os.environ.setdefault("ZHUANBAN_PRIVATE_KEYS", f"index 2024-01-01 {'1f' * 32}; 1 2024-01-01 {'2e' * 32}")

from zhuanban.config.settings import *  # noqa: F403
from zhuanban.config.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Nobody is led to set up a second factor, except where a test asks for it.
SECOND_FACTOR_ROLES = []
# Sessions and passwords last, and stories sign in at several places, except where a test asks for the bounds.
IDLE_MINUTES = ADMINISTRATOR_IDLE_MINUTES = PASSWORD_DAYS = 0
ONE_SESSION = False
# Nobody is counted, except where a test puts a real cache in place.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The live server of the browser test reads from another thread, so the database is a file.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["ZHUANBAN_DATA"], "test.sqlite3")}
# Pages under test find their files in the rooms, as they are.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = Path(os.environ["ZHUANBAN_DATA"]) / "served"
STATIC_ROOT.mkdir(exist_ok=True)
