"""A measure that is declared wrongly is refused before anything is served."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from ml.measures.measure import Measure, Reference, Tile
from ml.measures.parameters import Bounds, DeclarationError, bind, chosen_of
from ml.measures.registry import declared_in
from ml.measures.summary import summarise
from ml.risk.registry import SERIES_MEASURES
from ml.risk.sample import ReturnSample


def mean(returns: np.ndarray) -> float:
    """Mean of the returns."""
    return float(returns.mean())


def gap(returns: np.ndarray, benchmark: np.ndarray) -> float:
    """How far the mean is from the benchmark's."""
    return float(returns.mean() - benchmark.mean())


def leaning(returns: np.ndarray, lean: float = 1.0) -> float:
    """A mean with a parameter that no sample has."""
    return float(returns.mean()) * lean


RIGHT = Measure(
    id="risk.mean",
    place=1,
    title="Mean",
    meaning="What a day brings.",
    formula="Σ r / n",
    unit="fraction",
    sign="A gain is positive.",
    citation="By hand",
    sample=ReturnSample,
    function=mean,
    reference=Reference("statistics:fmean"),
    tile=Tile(),
)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"id": "mean"}, "not <subject>.<field>"),
        ({"title": ""}, "title is empty"),
        ({"citation": ""}, "citation is empty"),
        ({"tile": None}, "either a tile or says where"),
        ({"elsewhere": "In a chart."}, "either a tile or says where"),
        ({"reference": None}, "neither a second engine nor a reason"),
        ({"tile": Tile(note="{volatility|roman}")}, "roman is no format"),
        ({"tile": Tile(note="{volatility} a day")}, "a brace stands outside"),
        ({"tile": Tile(label="Mean {confidence|level")}, "a brace stands outside"),
        ({"tile": Tile(note_without="{volatility|percent}")}, "in the note without figures"),
        ({"fixed": (("window", 21),)}, "mean does not take window"),
        ({"function": leaning}, "takes lean, which ReturnSample does not have"),
    ],
)
def test_what_could_not_be_served_is_refused(change, cause) -> None:
    with pytest.raises(DeclarationError, match=cause):
        replace(RIGHT, **change)


def test_what_the_sample_lacks_may_be_fixed() -> None:
    sample = ReturnSample(returns=np.array([0.1, 0.3]), periods=252)
    assert replace(RIGHT, function=leaning, fixed=(("lean", 2.0),)).of(sample) == pytest.approx(0.4)


def test_one_function_with_other_arguments_is_another_value() -> None:
    sample = ReturnSample(returns=np.array([0.1, 0.3]), periods=252)
    two, three = (
        replace(RIGHT, id=f"risk.by_{lean:.0f}", function=leaning, fixed=(("lean", lean),))
        for lean in (2.0, 3.0)
    )
    found = summarise((two, three), sample)
    assert found.values == pytest.approx({"by_2": 0.4, "by_3": 0.6})
    assert found.result(leaning, lean=2.0) == pytest.approx(0.4)
    assert found.result(leaning, lean=3.0) == pytest.approx(0.6)


def test_without_what_it_needs_a_measure_is_unknown() -> None:
    sample = ReturnSample(returns=np.array([0.1, 0.3]), periods=252)
    measure = replace(RIGHT, function=gap)
    assert not measure.exists_for(sample)
    assert np.isnan(measure.of(sample))
    assert measure.of(replace(sample, benchmark=np.array([0.0, 0.2]))) == pytest.approx(0.1)
    assert bind(gap, sample, {}) is None


def test_the_code_version_is_that_of_what_computes_it() -> None:
    sources = {one.name: one.source for one in SERIES_MEASURES}
    assert sources["sharpe"] == "ml.risk.measures.sharpe:sharpe"
    assert sources["predicted_volatility"] == "ml.volatility.prediction:predict_volatility"


def test_bounds_are_those_of_the_sample() -> None:
    chosen = chosen_of(ReturnSample)
    assert chosen["confidence"] == Bounds(0.5, 0.9999)
    assert chosen.keys() == {"confidence", "method", "risk_free_rate"}


def test_each_measure_says_which_of_its_parameters_are_names() -> None:
    chosen = {one.name: set(one.choices) for one in SERIES_MEASURES}
    assert chosen["value_at_risk"] == {"method"}
    assert chosen["sharpe"] == set()


@dataclass
class Folder:
    """A package of measures that is made for a test."""

    path: Path
    name: str

    def package(self, **files: str) -> ModuleType:
        """Write its files and import it."""
        (self.path / self.name).mkdir()
        for name, text in {"__init__": "", **files}.items():
            (self.path / self.name / f"{name}.py").write_text(text)
        return __import__(self.name)


@pytest.fixture
def folder(tmp_path, monkeypatch, request):
    monkeypatch.syspath_prepend(str(tmp_path))
    name = f"made_{abs(hash(request.node.name))}"
    yield Folder(tmp_path, name)
    for known in [one for one in sys.modules if one.partition(".")[0] == name]:
        del sys.modules[known]


def declared(**change: object) -> str:
    """Return a file with one measure."""
    changes = ", ".join(f"{name}={value!r}" for name, value in change.items())
    return (
        "from dataclasses import replace\n"
        "from tests.ml.measures.test_declarations import RIGHT\n"
        f"MEASURES = (replace(RIGHT, {changes}),)\n"
    )


def test_measures_are_found_in_the_order_of_their_places(folder) -> None:
    package = folder.package(a=declared(id="risk.late", place=9), b=declared(place=3))
    assert [one.name for one in declared_in(package)] == ["mean", "late"]


@pytest.mark.parametrize(
    ("files", "cause"),
    [
        ({"a": declared(), "b": "VALUE = 1\n"}, "b declares no MEASURES"),
        ({"a": "MEASURES = ()\n"}, "a declares no MEASURES"),
        ({"a": declared(), "b": declared(place=2)}, "has the id risk.mean twice"),
        ({"a": declared(), "b": declared(id="risk.other")}, "has the place 1 twice"),
    ],
)
def test_a_folder_with_a_fault_is_refused(folder, files, cause) -> None:
    with pytest.raises(DeclarationError, match=cause):
        declared_in(folder.package(**files))


def test_no_two_measures_are_the_same_and_every_file_declares_one() -> None:
    names = [one.name for one in SERIES_MEASURES]
    assert len(set(names)) == len(names)
    own = {one.function.__name__ for one in SERIES_MEASURES}
    assert {"sharpe", "beta", "tail_risk", "max_drawdown"} <= own
