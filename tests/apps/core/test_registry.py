"""The one registry and the one signal, and that no app makes its own."""

import ast
from pathlib import Path

import pytest

from apps.core.extension.registry import RegisteredTwiceError, Registry, UnknownKeyError
from apps.core.extension.signals import Signal
from tests.registries import having

ROOT = Path(__file__).parents[3]


@pytest.fixture
def animals() -> Registry[str, int]:
    held = Registry[str, int]("animal")
    held.add("zebra", 4)
    held.add("ant", 6)
    return held


def test_it_keeps_the_order_in_which_they_came(animals: Registry[str, int]) -> None:
    assert list(animals.items()) == [("zebra", 4), ("ant", 6)]


def test_the_same_name_twice_is_refused_and_the_first_one_stays(
    animals: Registry[str, int],
) -> None:
    with pytest.raises(RegisteredTwiceError, match="animal 'ant' is registered already"):
        animals.add("ant", 8)
    assert animals["ant"] == 6


def test_an_unknown_name_is_answered_with_the_known_ones(animals: Registry[str, int]) -> None:
    with pytest.raises(UnknownKeyError) as caught:
        animals["cat"]
    assert str(caught.value) == "There is no animal 'cat'; there are: zebra, ant."
    assert animals.get("cat") is None
    assert "cat" not in animals


def test_the_error_of_an_unknown_name_may_be_the_apps_own() -> None:
    class NoSuchPlantError(UnknownKeyError):
        pass

    with pytest.raises(NoSuchPlantError, match="there are: none"):
        Registry[str, int]("plant", NoSuchPlantError)["fern"]


def test_a_test_changes_it_for_itself_alone(animals: Registry[str, int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        having(patch, animals, {"cat": 4}, without=["ant"])
        assert list(animals) == ["zebra", "cat"]
    assert list(animals) == ["zebra", "ant"]


def test_a_signal_calls_each_receiver_once_in_order_and_returns_what_they_say() -> None:
    asked = Signal[[int], str]()

    def first(number: int) -> str:
        return f"first {number}"

    def second(number: int) -> str:
        return f"second {number}"

    for receiver in (first, second, first):
        asked.connect(receiver)
    assert asked.receivers == (first, second)
    assert asked.send(3) == ("first 3", "second 3")


def test_a_receivers_error_is_the_senders() -> None:
    asked = Signal[[], None]()

    @asked.connect
    def broken() -> None:
        raise OSError("away")

    with pytest.raises(OSError, match="away"):
        asked.send()


def _changed(node: ast.AST) -> list[str]:
    """What a piece of a function puts something into: `x[key] = ...`, `x.append(...)`."""
    match node:
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
            return [name]
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="append" | "add" | "update")
        ):
            return [name]
        case _:
            return []


def own_registries(source: str) -> list[str]:
    """Module-level containers that a function of the module puts its arguments into."""
    tree = ast.parse(source)
    assigned = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    held = {
        name.id
        for node in assigned
        if isinstance(node.value, ast.Dict | ast.List)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    adders = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("register", "on_", "add_"))
    ]
    named = {name for node in adders for one in ast.walk(node) for name in _changed(one)}
    return sorted(held & named)


def test_no_app_makes_a_registry_or_hook_of_its_own() -> None:
    assert own_registries("_a: dict[str, int] = {}\ndef register(n, v):\n    _a[n] = v\n") == ["_a"]
    assert own_registries("_a = []\ndef on_bar(f):\n    _a.append(f)\n") == ["_a"]
    files = [f for room in ("apps", "celery_worker", "config") for f in (ROOT / room).rglob("*.py")]
    found = {str(f.relative_to(ROOT)): own_registries(f.read_text()) for f in files}
    assert {file: names for file, names in found.items() if names} == {}


def test_signals_are_in_the_signals_module_of_their_app() -> None:
    files = [f for f in (ROOT / "apps").rglob("*.py") if "Signal[" in f.read_text()]
    assert {f.name for f in files} == {"signals.py"}


def test_apps_add_to_others_in_their_wiring_alone() -> None:
    configs = {one: one.read_text() for one in (ROOT / "apps").glob("*/apps.py")}
    ready = {one: text.partition("def ready")[2] for one, text in configs.items()}
    bodies = {one.parent.name: text.splitlines()[1:] for one, text in ready.items() if text}
    assert len(bodies) > 10
    for app, lines in bodies.items():
        loaded, called = (line.strip() for line in lines if line.strip())
        assert loaded.startswith(f"from apps.{app} import wiring  # noqa: PLC0415")
        assert called == "wiring.connect()"
