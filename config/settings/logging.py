"""One readable line an event on standard output; JSON with SIGHTLINE_LOG=json."""

from typing import Any

import structlog

from apps.core.redact import redact_event
from config.env import env_str

__all__ = ["LOGGING"]

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_JSON = env_str("SIGHTLINE_LOG", "text", choices=("text", "json")) == "json"
_RENDERER: Any = (
    structlog.processors.JSONRenderer() if _JSON else structlog.dev.ConsoleRenderer(colors=False)
)

structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact_event,
                _RENDERER,
            ],
            "foreign_pre_chain": _SHARED,
        }
    },
    "filters": {"no_traceback": {"()": "apps.core.log_filters.NoTraceback"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "short": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_traceback"],
        },
    },
    "root": {"handlers": ["console"], "level": env_str("SIGHTLINE_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Suspicious requests: a foreign host, too many fields, a session key of another kind.
        "django.security": {"handlers": ["short"], "level": "WARNING", "propagate": False},
        "httpx": {"level": "WARNING"},
        "uvicorn.access": {"level": "WARNING"},
    },
}
