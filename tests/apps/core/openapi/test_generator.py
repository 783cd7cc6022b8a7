"""The document's generator is used by one thread at a time, whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from time import sleep
from typing import Any

import pytest
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView

from apps.core.openapi.generator import DocumentGenerator
from apps.core.openapi.queries import known_parameters


def test_the_document_is_made_by_it() -> None:
    assert SpectacularAPIView.generator_class is DocumentGenerator


def test_requests_that_begin_together_are_described_in_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parse, counting = SchemaGenerator.parse, Lock()
    inside, most = 0, 0

    def watched(self: Any, *args: Any) -> Any:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        sleep(0.01)
        try:
            return parse(self, *args)
        finally:
            with counting:
                inside -= 1

    monkeypatch.setattr(SchemaGenerator, "parse", watched)
    together = Barrier(8)

    def ask(place: int) -> set[str]:
        found = resolve("/api/v1/instruments/search")
        together.wait()
        return set(known_parameters(f"api/v1/place{place}", found.func, "GET"))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [{"q"}] * 8
    assert most == 1
