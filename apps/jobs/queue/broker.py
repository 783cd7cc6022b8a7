"""How to reach the broker; shared by those who enqueue and those who listen."""

from typing import Any, Final

from django.conf import settings

_SERIALIZATION: Final = {
    "task_serializer": "json",
    "accept_content": ["json"],
    "enable_utc": True,
    "timezone": "UTC",
    "task_ignore_result": True,
}


def listener_settings() -> dict[str, Any]:
    """Return the Celery settings of workers: wait for the broker for ever, notice a dead one."""
    return _SERIALIZATION | {
        "broker_url": settings.CELERY_BROKER_URL,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            "socket_timeout": 5,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 5,
        },
    }


def publisher_settings() -> dict[str, Any]:
    """Return the Celery settings of those who enqueue: one try, one second, never a second wait."""
    return _SERIALIZATION | {
        "broker_url": settings.CELERY_BROKER_URL,
        "broker_connection_timeout": 1,
        "broker_transport_options": {
            "socket_timeout": 1,
            "socket_connect_timeout": 1,
            "retry_on_timeout": False,
            "max_retries": 0,
            "interval_start": 0,
            "interval_step": 0,
            "interval_max": 0,
        },
    }
