"""The product's settings with test secrets, a throwaway data folder and fast passwords."""

import os
import tempfile

os.environ.setdefault("SIGHTLINE_SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault("SIGHTLINE_FIELD_KEYS", "A" * 43 + "=")
os.environ.setdefault("SIGHTLINE_DATA_DIR", tempfile.mkdtemp(prefix="sightline-tests-"))
# Nothing listens there: tests that need Redis start their own.
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")

from config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "100000/min"),
}
