"""Every read can be asked about the past, or is on the list of those about the present."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from apps.core import explanations
from apps.core.web.past import answers_past
from apps.core.web.scopes import need_of
from tests.flows.past import test_forecasts_past, test_health_past, test_rows_past
from tests.flows.past.market import READS, WHYS
from tests.flows.past.present import PRESENT_ONLY

_SAMPLES = {"<int:": "1", "<uuid:": "00000000-0000-4000-8000-000000000000", "<": "AAA"}


def _views(patterns: list[Any], before: str = "") -> Iterator[tuple[str, type]]:
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns, path)
        elif isinstance(one, URLPattern) and path.startswith("api/v1/"):
            yield path.removeprefix("api/v1/"), getattr(one.callback, "cls", object)


def _reads() -> dict[str, bool]:
    """Return every read of the API, and whether it can be asked about the past."""
    return {
        f"{method} {path}": answers_past(view, method)
        for path, view in _views(get_resolver().url_patterns)
        for method in ("GET", "POST")
        if hasattr(view, method.lower())
        if method == "GET" or need_of(view, method) == "read"
    }


def _asked() -> set[str]:
    asked = {f"{'GET' if body is None else 'POST'} {path}" for path, body in READS.values()}
    others = {**test_forecasts_past.READS, **test_rows_past.READS, **test_health_past.READS}
    return {one.partition("?")[0] for one in asked | {f"GET {path}" for path in others.values()}}


def _fits(route: str, path: str) -> bool:
    parts, others = route.split("/"), path.split("/")
    same = (one == other or "<" in one for one, other in zip(parts, others, strict=False))
    return len(parts) == len(others) and all(same)


def test_every_read_is_scrambled_or_about_the_present() -> None:
    past = {route for route, takes in _reads().items() if takes}
    asked = _asked()
    assert {one for one in past if not any(_fits(one, path) for path in asked)} == set()
    assert {one for one in _reads() if one not in past} == set(PRESENT_ONLY)


def test_a_read_about_the_present_refuses_the_past(alice_api: APIClient) -> None:
    for route in PRESENT_ONLY:
        method, _, path = route.partition(" ")
        parts = [_example(one) for one in path.split("/")]
        url = f"/api/v1/{'/'.join(parts)}?as_of=2021-06-01"
        refused = getattr(alice_api, method.lower())(url)
        assert refused.status_code == 400, route
        assert refused.json()["errors"][0]["field"] == "as_of", route
        assert "present only" in refused.json()["detail"], route


def _example(part: str) -> str:
    return next((value for key, value in _SAMPLES.items() if part.startswith(key)), part)


def test_the_document_says_of_each_read_what_its_past_is(alice_api: APIClient) -> None:
    paths = alice_api.get("/api/schema/?format=json").json()["paths"]
    takes = {
        f"{method.upper()} {path.removeprefix('/api/v1/')}"
        for path, operations in paths.items()
        for method, operation in operations.items()
        if any("as_of" in str(one).lower() or "AsOf" in str(one)
               for one in operation.get("parameters", ()))
    }  # fmt: skip
    assert len(takes) == sum(_reads().values())


def test_every_document_that_knows_its_past_is_scrambled() -> None:
    past = {name for name in explanations.names() if explanations.answers_past(name)}
    others = (test_forecasts_past.WHYS, test_rows_past.WHYS, test_health_past.WHYS)
    asked = set(WHYS).union(*others)
    assert past - asked == set()
