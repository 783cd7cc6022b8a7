"""Every route of the API against a person who has not signed in."""

from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver
from rest_framework.test import APIClient

OPEN = {"health-live", "health-ready", "metrics", "meta"}
SAMPLES = {
    "<int:": "1",
    "<uuid:": "00000000-0000-4000-8000-000000000000",
    "<str:": "AAPL",
    "<slug:": "x",
    "<symbol": "AAPL",
}


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, path)
        elif path.startswith("api/v1/"):
            yield str(entry.name), path


def _example(path: str) -> str:
    parts = []
    for part in path.split("/"):
        kind = next((kind for kind in SAMPLES if part.startswith(kind)), None)
        parts.append(SAMPLES[kind] if kind else part)
    return "/" + "/".join(parts)


ROUTES = sorted(set(_routes(get_resolver())))


def test_the_list_of_routes_is_not_empty() -> None:
    assert len(ROUTES) > 25


@pytest.mark.parametrize(("name", "path"), ROUTES, ids=[name for name, _ in ROUTES])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_nothing_is_answered_without_signing_in(
    anonymous_api: APIClient, name: str, path: str, method: str
) -> None:
    answer = getattr(anonymous_api, method)(_example(path), {}, format="json")
    if name in OPEN:
        assert answer.status_code in {200, 405}
        return
    assert answer.status_code == 401, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
