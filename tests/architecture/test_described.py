"""What docs/ARCHITECTURE.md claims holds: rooms, layers, processes, queues, names and sizes."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.realtime.events import EVENTS
from apps.realtime.routing import websocket_urlpatterns
from celery_worker.queues import PLAN, QUEUES
from launcher.layout import ROOT, Layout
from launcher.running.processes import table

TEXT = (ROOT / "docs/ARCHITECTURE.md").read_text()
PLAIN = " ".join(TEXT.split())
CONTRACTS: dict[str, dict[str, Any]] = {
    one["id"]: one
    for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}
# What the page calls the libraries that are imported by other names.
IMPORTED = {"PyPortfolioOpt": "pypfopt", "scikit-learn": "sklearn"}


def _layers(contract: str) -> list[set[str]]:
    """Return the layers of a contract, from top to bottom."""
    return [set(re.findall(r"[\w.]+", layer)) for layer in CONTRACTS[contract]["layers"]]


def _said(pattern: str) -> str:
    found = re.search(pattern, PLAIN)
    assert found is not None, f"the page no longer says {pattern}"
    return found[1]


def _names(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def test_the_apps_are_layered_as_the_page_lists_them() -> None:
    listed = _said(r"Apps from top to bottom: (.*?)\. Nowhere").split(";")
    assert [_names(layer) for layer in listed] == _layers("apps-order")


def test_the_inside_of_an_app_is_layered_as_the_page_lists_it() -> None:
    table = TEXT[TEXT.index("| inside an app |") :].split("\n\n")[0].splitlines()[2:]
    assert [_names(row.split("|")[2]) for row in table] == _layers("inside-an-app")


def test_the_public_modules_are_those_that_the_page_lists() -> None:
    listed = _said(r"see an app's public modules only: (.*?), and the few")
    assert _names(listed) == set(CONTRACTS["public-modules"]["public"])


def test_every_room_is_there_and_each_that_is_there_is_described() -> None:
    rooms = {name.strip("/") for name in _names("".join(re.findall(r"(?m)^\| (`.*?`) \|", TEXT)))}
    assert {room for room in rooms if not (ROOT / room).exists()} == set()
    packages = {contract.partition(".")[0] for layer in _layers("rooms") for contract in layer}
    assert packages <= rooms
    assert [set(layer) for layer in _layers("rooms")] == [
        {"config"}, {"celery_worker"}, {"apps"}, {"ml"},
    ]  # fmt: skip


def test_numbers_are_pure_as_the_page_says() -> None:
    room = _said(r"\| `ml/` \| ([^|]*) \|")
    assert "no web, queue, network" in room
    forbidden = set(CONTRACTS["ml-pure"]["forbidden_modules"])
    assert {"django", "celery", "httpx", "redis"} <= forbidden


def test_the_libraries_that_the_web_process_never_loads_are_forbidden_to_it() -> None:
    listed = _said(r"The web process never loads (.*?);").replace(" or ", ", ").split(",")
    named = {IMPORTED.get(name.strip(), name.strip()) for name in listed}
    assert named <= set(CONTRACTS["light-web"]["forbidden_modules"])
    assert "apps.*.views" in CONTRACTS["light-web"]["source_modules"]


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_work_is_the_one_file_of_an_app_that_loads_training_libraries() -> None:
    heavy = set(CONTRACTS["light-web"]["forbidden_modules"])
    loading = {file for file in (ROOT / "apps").rglob("*.py") if heavy & set(_imported(file))}
    assert {file.name for file in loading} == {"work.py"}
    assert "`work.py` is the one file" in TEXT


def _body_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


def test_tasks_have_ten_lines_at_most() -> None:
    assert "tasks of ten lines at most" in TEXT
    tasks = {
        f"{file.stem}.{node.name}": _body_lines(node)
        for file in (ROOT / "celery_worker/tasks").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert len(tasks) > 10
    assert {name: lines for name, lines in tasks.items() if lines > 10} == {}


def test_the_queues_and_processes_are_those_of_the_picture() -> None:
    listed = _said(r'workers\["Celery workers<br/>(.*?)"\]').split(" · ")
    assert listed == list(QUEUES)
    assert {queue for plan in PLAN for queue in plan.queues} == set(QUEUES)
    layout = Layout(data=ROOT / "var")
    specs = table(layout, host="127.0.0.1", port=8000, redis_command=("redis",), simulator=True)
    names = {spec.name for spec in specs}
    for words, name in (("Web process", "web"), ("Stream process", "stream"),
                        ("exchange simulator", "simulator"), ("Scheduler", "beat")):  # fmt: skip
        assert words in PLAIN
        assert name in names, name


def test_the_socket_is_where_the_picture_has_it() -> None:
    assert '"/ws/v1/stream"' in TEXT
    served, refused = websocket_urlpatterns
    assert (str(served.pattern), str(refused.pattern)) == ("ws/v1/stream", "")


def test_between_apps_only_frozen_dataclasses_travel() -> None:
    assert "Between apps only frozen dataclasses travel" in PLAIN
    decorators = [
        ast.unparse(decorator)
        for file in (ROOT / "apps").glob("*/types.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
    ]
    made = [one for one in decorators if one.startswith("dataclass")]
    assert len(made) > 20
    assert [one for one in made if "frozen=True" not in one] == []


@pytest.mark.parametrize("event", ["BarUpdated", "ForecastReady"])
def test_the_events_of_the_roads_are_declared(event: str) -> None:
    assert f"`{event}`" in TEXT
    assert event in {one.__name__ for one in EVENTS}


def test_the_modules_of_the_roads_are_there() -> None:
    words = _names(re.sub(r"(?ms)^```.*?^```$", "", TEXT))
    modules = {name for name in words if re.fullmatch(r"ml(\.\w+)+", name)}
    assert modules >= {"ml.series.bars", "ml.pipelines", "ml.optimize"}
    places = [ROOT / name.replace(".", "/") for name in modules]
    assert [one for one in places if not (one.is_dir() or one.with_suffix(".py").is_file())] == []
    assert "class Infeasible" in (ROOT / "ml/optimize/result.py").read_text()
