"""Redis, which only notifies: one URL for sockets and Celery; it may be away at any time."""

from config.env import env_url

__all__ = ["CACHES", "CELERY_BROKER_URL", "REDIS_URL"]

REDIS_URL = env_url("REDIS_URL", "redis://127.0.0.1:6379/0", schemes=("redis", "rediss", "unix"))


def _celery_url(url: str) -> str:
    """The same server in kombu's spelling: unix://:secret@/path becomes redis+socket://."""
    return url.replace("unix://", "redis+socket://", 1) if url.startswith("unix://") else url


CELERY_BROKER_URL = _celery_url(REDIS_URL)

# Throttles and short-lived answers only. Local memory, so that no request waits for Redis; a web
# process that is scaled out counts its own requests.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "sightline",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
