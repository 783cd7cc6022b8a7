"""Files of bars as people have them, and the routes that take them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from tests.apps.instruments import conftest as instruments

# Pytest finds fixtures by the names of this module.
make_instrument = instruments.make_instrument
own_folders = instruments.own_folders

Upload = Callable[..., Any]
BARS = "/api/v1/uploads/bars"


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, tmp_path: Any) -> None:
    settings.UPLOADS_DIR = tmp_path / "uploads"


def send(api: APIClient, text: str | bytes, url: str = BARS, **fields: Any) -> Any:
    """POST a file with fields beside it."""
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(fields.pop("filename", "prices.csv"), content, "text/csv")
    headers = fields.pop("headers", None)
    usual = {} if url.endswith("preview") else {"symbol": "MINE"}
    return api.post(url, {"file": file, **usual, **fields}, format="multipart", headers=headers)


@pytest.fixture
def upload(alice_api: APIClient) -> Upload:
    """Send as Alice."""
    return lambda text, **fields: send(alice_api, text, **fields)
