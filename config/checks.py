"""System checks of the installation itself, with stable ids and a fix in each."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning


@register(Tags.security)
def data_folder_private(**kwargs: Any) -> list[CheckMessage]:
    """The data folder must be writable, its secrets readable by the owner alone."""
    found: list[CheckMessage] = []
    if not os.access(settings.DATA_DIR, os.W_OK):
        found.append(
            Error(
                f"The data folder {settings.DATA_DIR} is not writable.",
                hint="Choose another with --data, or change its owner.",
                id="sightline.E001",
            )
        )
    secrets = settings.SECRETS_FILE
    if secrets.exists() and secrets.stat().st_mode & 0o077:
        found.append(
            Error(
                f"{secrets} can be read by others.",
                hint=f"chmod 600 {secrets}",
                id="sightline.E002",
            )
        )
    return found


@register(Tags.security)
def live_hosts_named(**kwargs: Any) -> list[CheckMessage]:
    """A live installation behind TLS must name its hosts."""
    if settings.HTTPS and "localhost" in settings.ALLOWED_HOSTS:
        return [
            CheckWarning(
                "SIGHTLINE_HTTPS is on but SIGHTLINE_ALLOWED_HOSTS is not set.",
                hint="Set SIGHTLINE_ALLOWED_HOSTS to the public host name.",
                id="sightline.W001",
            )
        ]
    return []
