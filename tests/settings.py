"""The product's settings with test secrets, a throwaway data folder and fast passwords."""

import os
import tempfile

from launcher.running.child_environment import THREADS

os.environ.setdefault("SIGHTLINE_SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault("SIGHTLINE_FIELD_KEYS", "A" * 43 + "=")
os.environ.setdefault("SIGHTLINE_DATA_DIR", tempfile.mkdtemp(prefix="sightline-tests-"))
# The tests of the replay play it; for all others the market stands still, without samples.
os.environ.setdefault("SIGHTLINE_REPLAY", "off")
os.environ.setdefault("SIGHTLINE_SAMPLES", "off")
# Nothing listens there: tests that need Redis start their own.
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")
# As the launcher runs the product and the suite, where pytest is started by hand too: the libraries
# read it when they are loaded.
for _name, _value in THREADS.items():
    os.environ.setdefault(_name, _value)

from config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each test's client has middleware of its own, which lists the build and the libraries' files anew:
# 22 ms of processor time of 23. Tests of these files say where they lie.
FRONTEND_DIST = DATA_DIR / "no-build"
WHITENOISE_USE_FINDERS = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "100000/min"),
}
