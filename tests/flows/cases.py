"""Requests for the fuzz test: from the OpenAPI document, with real names planted in some."""

import os
from dataclasses import asdict
from functools import cache
from typing import Any
from urllib.parse import quote

import schemathesis
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from config.wsgi import application
from tests.flows.world import SYMBOLS, Belongings

DOCUMENT = "/api/schema/?format=json"
SEED = int(os.environ.get("SIGHTLINE_FUZZ_SEED", "20260301"))
CASES = int(os.environ.get("SIGHTLINE_FUZZ_CASES", "3100"))

_SINGLE = frozenset({"symbol", "symbol_x", "x", "y", "benchmark", "versus"})
_KEYED = frozenset({"weights", "current_weights"})
# What people and programs really send where a name is meant.
_ODD = ("", " ", "\x00", "aaa", "NOPE", "AAA,BBB", "../etc", "Ⅻ", "💥" * 20, "%", "'; --")
NAMES = st.one_of(st.sampled_from(SYMBOLS), st.sampled_from(_ODD), st.text(max_size=40))


@cache
def api_document() -> Any:
    """Return the served document, read once for all tests of a process."""
    config = SchemathesisConfig(
        projects=ProjectsConfig(
            default=ProjectConfig(generation=GenerationConfig(with_security_parameters=False))
        )
    )
    return schemathesis.openapi.from_wsgi(DOCUMENT, application, config=config)


def cases_of(operation: Any, belongings: Belongings) -> SearchStrategy[Case[Any]]:
    """Return requests of one operation: by the schema, against it, and with real names in them."""
    by_schema = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    against = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    planted = by_schema.flatmap(lambda case: _planted(case, belongings))
    has_input = any((operation.query, operation.path_parameters, operation.body, operation.headers))
    return st.one_of(planted, planted, by_schema, against) if has_input else by_schema


@st.composite
def _planted(draw: st.DrawFn, case: Case[Any], belongings: Belongings) -> Case[Any]:
    """Replace names of symbols and ids by ones that exist, mostly."""
    real = {name: str(value) for name, value in asdict(belongings).items()}
    for name in case.path_parameters or {}:
        odd = NAMES.filter(bool).map(lambda text: quote(text, safe=""))
        case.path_parameters[name] = real[name] if name in real else draw(odd)
    case.query = _plant(draw, case.query)
    case.body = _plant(draw, case.body)
    return case


def _plant(draw: st.DrawFn, value: Any) -> Any:
    if isinstance(value, list):
        return [_plant(draw, inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return type(value)((name, _named(draw, name, inner)) for name, inner in value.items())


def _named(draw: st.DrawFn, name: str, value: Any) -> Any:
    if name in _SINGLE:
        return draw(NAMES)
    if name == "symbols":
        return draw(st.lists(NAMES, min_size=1, max_size=5))
    if name in _KEYED:
        symbols = draw(st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=4, unique=True))
        return {symbol: 1.0 / len(symbols) for symbol in symbols}
    return _plant(draw, value)
