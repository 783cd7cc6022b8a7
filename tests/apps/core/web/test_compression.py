"""Encodings: chosen as RFC 9110 says, the same bytes again, and none beside a secret."""

import gzip
from typing import Any

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from apps.core.web.compressing import CompressionMiddleware
from apps.core.web.compression import LEAST_BYTES, Encoding, accepted_encoding, compressed

BODY = b'{"rows":[' + b",".join(b'{"value":%d}' % row for row in range(500)) + b"]}"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("*;q=0", None),
        ("br;q=nonsense", None),
        (";;;,,", None),
    ],
)
def test_the_best_encoding_that_is_allowed(header: str, encoding: Encoding | None) -> None:
    assert accepted_encoding(header) == encoding


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_it_unpacks_to_the_same_and_is_the_same_each_time(encoding: Encoding) -> None:
    packed = compressed(BODY, encoding)
    assert UNPACK[encoding](packed) == BODY
    assert compressed(BODY, encoding) == packed
    assert len(packed) < len(BODY) / 4


def _answer(
    body: bytes = BODY, kind: str = "application/json", path: str = "/api/v1/x", **headers: str
) -> Any:
    made = HttpResponse(body, content_type=kind, headers=headers)
    request = RequestFactory().get(path, headers={"accept-encoding": "gzip"})
    return CompressionMiddleware(lambda _: made)(request)


def test_a_large_answer_is_compressed() -> None:
    answer = _answer()
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Vary"] == "Accept-Encoding"
    assert int(answer["Content-Length"]) == len(answer.content)
    assert gzip.decompress(answer.content) == BODY


@pytest.mark.parametrize(
    "options",
    [
        {"body": BODY[: LEAST_BYTES - 1]},
        {"kind": "application/vnd.apache.parquet"},
        {"path": "/_allauth/app/v1/auth/login"},
        {"Cache-Control": "private, no-store"},
        {"Content-Encoding": "br"},
    ],
    ids=["short", "packed already", "signing in", "secret", "encoded already"],
)
def test_what_stays_as_it_is(options: dict[str, Any]) -> None:
    answer = _answer(**options)
    assert answer.content == options.get("body", BODY)
    assert answer.get("Content-Encoding") == options.get("Content-Encoding")


def test_a_download_that_is_not_stored_is_compressed_all_the_same() -> None:
    """It holds prices, no secret."""
    table = b"date,close\n" * 500
    answer = _answer(table, "text/csv; charset=utf-8", **{"Cache-Control": "private, no-store"})
    assert gzip.decompress(answer.content) == table
