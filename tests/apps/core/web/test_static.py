"""Built files go out as they were compressed beforehand, to be kept for ever."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

NAME = "/assets/app-1a2b3c4d.js"


@pytest.fixture
def serve(settings: Any, tmp_path: Path) -> Any:
    file = tmp_path / NAME.removeprefix("/")
    file.parent.mkdir()
    file.write_bytes(b"let plain = 1;" * 100)
    file.with_name(f"{file.name}.br").write_bytes(b"brotli")
    file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(b"gzip", mtime=0))
    settings.WHITENOISE_ROOT, settings.WHITENOISE_USE_FINDERS = tmp_path, False
    settings.WHITENOISE_AUTOREFRESH = False
    middleware = WhiteNoiseMiddleware(lambda _: HttpResponse(status=404))

    def get(accept_encoding: str) -> Any:
        return middleware(RequestFactory().get(NAME, headers={"accept-encoding": accept_encoding}))

    return get


# A response that is closed looks at the database's connections.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)]
)
def test_a_built_file_is_served_as_the_browser_takes_it(
    serve: Any, accepted: str, encoding: str | None
) -> None:
    answer = serve(accepted)
    body = b"".join(answer.streaming_content)
    answer.close()
    assert answer.status_code == 200
    assert answer.get("Content-Encoding") == encoding
    assert answer["Vary"] == "Accept-Encoding"
    assert "immutable" in answer["Cache-Control"]
    expected = {"br": b"brotli", "gzip": gzip.compress(b"gzip", mtime=0)}
    assert body == (expected[encoding] if encoding else b"let plain = 1;" * 100)
