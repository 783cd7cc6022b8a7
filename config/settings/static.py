"""The built front end and the API documentation's assets, served by WhiteNoise."""

from config.settings.base import BASE_DIR, DEBUG

FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_INDEX_FILE = False


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802, ARG001  WhiteNoise's name
    """Return whether a file is one of Vite's hashed assets, which never change."""
    return url.startswith("/assets/")
