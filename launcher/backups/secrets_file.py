"""What the secrets' file must hold, and whether its keys open what the rows hold."""

import binascii
import hmac
import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

_LARGEST = 2**20
_KEY_BYTES, _SIGNATURE_BYTES = 32, 32


class SecretsError(ValueError):
    """The file does not hold what the product needs."""


def read_field_keys(file: Path) -> list[str]:
    """Check the whole file and return the keys that decrypt stored secrets."""
    if not file.is_file():
        raise SecretsError("it is no file")
    if file.stat().st_size > _LARGEST:
        raise SecretsError("it is larger than any of ours")
    try:
        found = json.loads(file.read_text())
    except (ValueError, RecursionError) as error:
        raise SecretsError(f"it is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise SecretsError("it holds no JSON object")
    for name in ("secret_key", "redis_password"):
        if not isinstance(found.get(name), str) or not found[name].strip():
            raise SecretsError(f"it holds no {name}")
    keys = found.get("field_keys")
    if not isinstance(keys, list) or not keys or not all(map(_is_field_key, keys)):
        raise SecretsError("its field_keys are no keys of 32 bytes in base64")
    return keys


def _is_field_key(key: object) -> bool:
    return isinstance(key, str) and len(_decoded(key)) == _KEY_BYTES


def _decoded(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text)
    except (ValueError, binascii.Error):
        return b""


def unopened(tokens: Iterable[str], keys: Sequence[str]) -> int:
    """How many Fernet tokens none of the keys signed.

    The signature is HMAC-SHA256 with the first half of the key over all that is before it
    (https://github.com/fernet/spec/blob/master/Spec.md), so nothing needs to be decrypted.
    """
    signing = [_decoded(key)[: _KEY_BYTES // 2] for key in keys]
    return sum(not any(_is_signed(token, key) for key in signing) for token in tokens)


def _is_signed(token: str, key: bytes) -> bool:
    raw = _decoded(token)
    body, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
    return hmac.compare_digest(hmac.new(key, body, sha256).digest(), signature)
