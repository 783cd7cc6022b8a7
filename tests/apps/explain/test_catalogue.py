"""The catalogue is complete, and what it names exists."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from apps.core import explanations
from apps.explain.catalogue import catalogue
from apps.explain.catalogue.checks import CHECKS
from apps.explain.catalogue.paths import NoSuchFigureError, find
from apps.explain.why.answer import code_version
from ml.measures.measure import UNITS


@pytest.mark.parametrize("measure", catalogue().values(), ids=lambda one: one.id)
def test_every_measure_is_fully_described(measure):
    texts = (measure.title, measure.meaning, measure.formula, measure.citation, measure.sign)
    assert all(texts)
    assert measure.unit in UNITS
    assert measure.document in explanations.names()
    assert not measure.mix or measure.mix in explanations.names()
    # Two engines, or a sentence why there is one.
    assert measure.cross_checked or measure.id in CHECKS or measure.alone


@pytest.mark.parametrize("function", sorted({one.function for one in catalogue().values()}))
def test_every_function_that_the_catalogue_names_exists(function):
    module, _, name = function.partition(":")
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_text("utf-8"))
    assert name in {getattr(node, "name", "") for node in ast.walk(tree)}


def test_every_check_belongs_to_a_measure():
    assert set(CHECKS) <= set(catalogue())


def test_a_path_picks_entries_by_parameters_even_with_dots():
    document = {"assets": [{"symbol": "BRK.B", "share": 0.25}], "weights": {"BRK.B": 0.5}}
    assert find(document, "assets[symbol={row}].share", {"row": "BRK.B"}) == 0.25
    assert find(document, "weights.{row}", {"row": "BRK.B"}) == 0.5


@pytest.mark.parametrize("path", ["other", "assets[symbol={row}]", "assets[symbol={gone}]"])
def test_a_path_that_leads_nowhere_says_so(path):
    with pytest.raises(NoSuchFigureError):
        find({"assets": []}, path, {"row": "X"})


def test_the_code_version_changes_with_the_source_only():
    first = code_version("ml.risk.measures.sharpe:sharpe")
    assert first == code_version("ml.risk.measures.sharpe:sharpe")
    assert first.digest != code_version("ml.risk.measures.sortino:sortino").digest
    assert len(first.digest) == 12
