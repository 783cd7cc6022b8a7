"""Why this number: a number read where its screen reads it, with everything it came from."""

import math
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.conf import settings

from apps.core import explanations
from apps.core.errors import NotFoundError, UnprocessableError
from apps.core.explanations import Shown
from apps.core.web.past import AS_OF
from apps.explain.catalogue import Entry, catalogue
from apps.explain.catalogue.paths import NoSuchFigureError, find
from apps.explain.why.second import second_engine
from apps.explain.why.types import CodeVersion, Explanation
from apps.instruments.errors import BadParameterError
from apps.instruments.market_clock import past_asked

_DIGEST: Final = 12


def measure_get(measure_id: str) -> Entry:
    """Return a measure of the catalogue."""
    try:
        return catalogue()[measure_id]
    except KeyError:
        raise NotFoundError(
            f"There is no measure {measure_id}. GET /quality/measures lists all of them.",
            code="unknown_measure",
        ) from None


def explain(*, measure_id: str, params: Mapping[str, str], user_id: int) -> Explanation:
    """Return a number with formula, inputs, source, code version and second engine.

    Raises
    ------
    NotFoundError
        `unknown_measure`, or what the number's own screen answers.
    UnprocessableError
        `unknown_figure` when the document has no such number.
    BadParameterError
        A past moment is asked about, and the number is known of the present only.
    """
    measure = measure_get(measure_id)
    shown = _read(measure, params, user_id)
    value = _found(measure, shown, measure.path, params)
    inputs = tuple((label, _input(measure, shown, path, params)) for label, path in measure.inputs)
    return Explanation(
        measure=measure,
        value=value,
        inputs=tuple((label, found) for label, found in inputs if found is not None),
        source=shown.source,
        provider=shown.provider,
        as_of=shown.as_of,
        observations=shown.observations,
        code=code_version(measure.function),
        second=second_engine(measure, shown.document, {**params, **shown.asked}, user_id),
        link=link_of(measure, params),
        params=dict(params),
        currency=str(shown.document.get("currency") or ""),
    )


def _read(measure: Entry, params: Mapping[str, str], user_id: int) -> Shown:
    document = measure.mix if measure.mix and params.get("weights") else measure.document
    if past_asked() and not explanations.answers_past(document):
        raise BadParameterError(AS_OF, f"{measure.title} is known of the present only.")
    return explanations.read(document, user_id=user_id, params=params)


def _found(measure: Entry, shown: Shown, path: str, params: Mapping[str, str]) -> Any:
    try:
        return _plain(find(shown.document, path, params))
    except NoSuchFigureError as error:
        raise UnprocessableError(
            f"{measure.title} cannot be found: {error}. Name the number as its screen does.",
            code="unknown_figure",
        ) from error


def _input(measure: Entry, shown: Shown, path: str, params: Mapping[str, str]) -> Any:
    if path.startswith("@"):
        return params.get(path[1:])
    return _found(measure, shown, path, params)


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


@cache
def code_version(function: str) -> CodeVersion:
    """Return the version of the code behind a function: its source's digest."""
    module = function.partition(":")[0]
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise LookupError(module)
    digest = sha256(Path(spec.origin).read_bytes()).hexdigest()[:_DIGEST]
    return CodeVersion(settings.SIGHTLINE_VERSION, function.replace(":", "."), digest)


def link_of(measure: Entry, params: Mapping[str, str]) -> str:
    """Return the address that shows the number's screen with this explanation open."""
    path, _, query = measure.screen.partition("?")
    for name, value in params.items():
        path = path.replace("{" + name + "}", quote(value, safe=""))
    if "{" in path:
        path = "/"
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    asked = {key: _filled(text, params) for key, _, text in pairs}
    known = {key: value for key, value in asked.items() if value}
    return f"{path}?{urlencode({**known, 'why': why_text(measure.id, params)})}"


def _filled(text: str, params: Mapping[str, str]) -> str | None:
    return params.get(text[1:-1]) if text.startswith("{") else text


def why_text(measure_id: str, params: Mapping[str, str]) -> str:
    """Return the question as the address carries it: the measure, then its parameters."""
    return f"{measure_id}?{urlencode(params)}" if params else measure_id
