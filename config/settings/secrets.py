"""Secrets: from the environment, else from the 0600 file in the data folder, made when missing."""

import json
import os
import secrets as random_source
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

from config.env import env_list, env_str
from config.settings.base import DATA_DIR

__all__ = ["FIELD_KEYS", "SECRETS_FILE", "SECRET_KEY"]

SECRETS_FILE = DATA_DIR / "secrets.json"


class Secrets(TypedDict):
    """What the file holds."""

    secret_key: str
    field_keys: list[str]
    redis_password: str


def _fresh() -> Secrets:
    return {
        "secret_key": random_source.token_urlsafe(50),
        "field_keys": [urlsafe_b64encode(random_source.token_bytes(32)).decode()],
        "redis_password": random_source.token_urlsafe(32),
    }


def _read_or_make(path: Path) -> Secrets:
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            json.dump(_fresh(), file)
        # A hard link appears whole or not at all: of two first starts, one wins, both read it.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    found: Secrets = json.loads(path.read_text())
    return found


def _secrets() -> tuple[str, list[str]]:
    key, field_keys = env_str("SIGHTLINE_SECRET_KEY"), list(env_list("SIGHTLINE_FIELD_KEYS"))
    if key and field_keys:
        return key, field_keys
    stored = _read_or_make(SECRETS_FILE)
    return key or stored["secret_key"], field_keys or stored["field_keys"]


SECRET_KEY, FIELD_KEYS = _secrets()
