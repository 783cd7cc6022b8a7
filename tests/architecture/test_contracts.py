"""The import contracts close: what nobody placed or opened is refused. Violations are planted."""

import re
from copy import deepcopy
from typing import Any

import grimp
import pytest
from importlinter import Contract
from importlinter.contracts.layers import LayersContract

from scripts.contracts import PublicModulesContract
from tests.architecture.test_described import CONTRACTS

APPS = [app for layer in CONTRACTS["apps-order"]["layers"] for app in layer.split(" | ")]


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("apps", exclude_type_checking_imports=True, cache_dir=None)


@pytest.fixture
def graph(imports: grimp.ImportGraph) -> grimp.ImportGraph:
    """The apps' own imports, to plant others in."""
    return deepcopy(imports)


def _contract(kind: type[Contract], name: str) -> Contract:
    # As import-linter reads them: it takes truth in words.
    options: dict[str, Any] = {
        key: "true" if value is True else value
        for key, value in CONTRACTS[name].items()
        if key != "id"
    }
    return kind(name=name, session_options={"root_packages": ["apps"]}, contract_options=options)


def _is_kept(graph: grimp.ImportGraph, kind: type[Contract], name: str) -> bool:
    return _contract(kind, name).check(graph, verbose=False).kept


def _public(graph: grimp.ImportGraph) -> bool:
    return _is_kept(graph, PublicModulesContract, "public-modules")


def _placed(graph: grimp.ImportGraph) -> bool:
    inside = (_is_kept(graph, LayersContract, name) for name in ("inside-an-app", "inside-core"))
    return all(inside)


def test_the_apps_as_they_are_keep_both(graph: grimp.ImportGraph) -> None:
    assert _public(graph)
    assert _placed(graph)


@pytest.mark.parametrize("app", APPS)
def test_a_module_that_nobody_placed_is_refused(graph: grimp.ImportGraph, app: str) -> None:
    graph.add_module(f"apps.{app}.brand_new")
    assert not _placed(graph)


@pytest.mark.parametrize("app", [app for app in APPS if app not in {"core", "portfolio"}])
def test_a_new_module_is_private(graph: grimp.ImportGraph, app: str) -> None:
    # The portfolio may import all the others, as far as they show themselves.
    graph.add_module(f"apps.{app}.brand_new")
    graph.add_import(importer="apps.portfolio.services", imported=f"apps.{app}.brand_new")
    assert not _public(graph)


@pytest.mark.parametrize(
    "imported", ["apps.pairs.models", "apps.forecasts.live.intraday", "apps.streaming.ticks.feed"]
)
def test_rows_and_inner_rooms_are_private(graph: grimp.ImportGraph, imported: str) -> None:
    graph.add_import(importer="apps.portfolio.services", imported=imported)
    assert not _public(graph)


@pytest.mark.parametrize("imported", ["apps.pairs.selectors", "apps.core.web.bodies"])
def test_public_modules_and_the_ground_are_open(graph: grimp.ImportGraph, imported: str) -> None:
    graph.add_import(importer="apps.portfolio.services", imported=imported)
    assert _public(graph)


def _shown(graph: grimp.ImportGraph) -> set[str]:
    """Return every module of an app that another app imports."""
    modules = (one for one in graph.modules if one.count(".") > 1)
    return {
        one
        for one in modules
        for other in graph.find_modules_that_directly_import(one)
        if other.split(".")[1] != one.split(".")[1]
    }


def test_nothing_is_open_that_no_other_app_imports(imports: grimp.ImportGraph) -> None:
    shown = _shown(imports)
    opened = CONTRACTS["public-modules"]["also"]
    assert [one for one in opened if not any(f"{s}.".startswith(f"{one}.") for s in shown)] == []


def test_every_name_that_has_a_place_is_one_of_a_module(imports: grimp.ImportGraph) -> None:
    for contract, app in (("inside-an-app", None), ("inside-core", "core")):
        held = {
            one.split(".")[2]
            for one in imports.modules
            if one.count(".") == 2 and (app in {None, one.split(".")[1]})
        }
        layers = CONTRACTS[contract]["layers"]
        placed = {name for layer in layers for name in re.findall(r"\w+", layer)}
        assert placed - held == set()


def test_an_import_that_points_up_is_refused(graph: grimp.ImportGraph) -> None:
    graph.add_import(importer="apps.pairs.models", imported="apps.pairs.selectors")
    assert not _placed(graph)
