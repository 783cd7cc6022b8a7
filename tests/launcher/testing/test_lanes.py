import sys
from pathlib import Path

import pytest

from launcher.testing.lanes import run_lanes
from launcher.testing.runner import Step


def step(name: str, code: str) -> Step:
    return Step(name, (sys.executable, "-c", code), Path.cwd())


def test_lanes_run_side_by_side_and_each_in_order(tmp_path: Path, capsys) -> None:
    """Each lane's first step waits for the other lane's: one after the other they never end."""
    mine, yours = tmp_path / "mine", tmp_path / "yours"
    wait = (
        "import pathlib, time\n"
        "pathlib.Path({0!r}).touch()\n"
        "while not pathlib.Path({1!r}).exists(): time.sleep(0.01)"
    )
    lanes = [
        [
            step("a1", wait.format(str(mine), str(yours))),
            step("a2", "print('a2 says so')"),
        ],
        [step("b1", wait.format(str(yours), str(mine)))],
    ]
    outcomes = list(run_lanes(lanes))
    assert {one.name for one in outcomes} == {"a1", "a2", "b1"}
    assert all(one.ok for one in outcomes)
    assert [one.name for one in outcomes if one.name.startswith("a")] == ["a1", "a2"]
    assert "a2 says so" in capsys.readouterr().out


def test_a_step_that_fails_stops_neither_lane(capsys) -> None:
    outcomes = list(
        run_lanes(
            [[step("bad", "raise SystemExit(3)"), step("after", "pass")], [step("b", "pass")]]
        )
    )
    assert {one.name: one.ok for one in outcomes} == {"bad": False, "after": True, "b": True}
    shown = capsys.readouterr().out
    assert shown.index("== bad") < shown.index("== after")


def test_a_program_that_is_missing_is_a_failure_of_the_suite(tmp_path: Path) -> None:
    missing = Step("missing", (str(tmp_path / "nothing"),), tmp_path)
    (outcome,) = run_lanes([[missing]])
    assert not outcome.ok


@pytest.mark.parametrize("count", [1, 3])
def test_every_outcome_comes_once(count: int) -> None:
    lanes = [[step(f"{lane}", "pass")] for lane in range(count)]
    assert sorted(one.name for one in run_lanes(lanes)) == [str(lane) for lane in range(count)]


def test_a_step_is_followed_in_a_file_while_it_runs(tmp_path: Path, capsys) -> None:
    """The second lane's step ends when it reads there what the first, still running, has said."""
    log, seen = tmp_path / "logs" / "the-first.log", tmp_path / "seen"
    first = (
        "import pathlib, time\n"
        "print('a word', flush=True)\n"
        f"while not pathlib.Path({str(seen)!r}).exists(): time.sleep(0.01)"
    )
    second = (
        "import pathlib, time\n"
        f"log = pathlib.Path({str(log)!r})\n"
        "while not (log.exists() and 'a word' in log.read_text()): time.sleep(0.01)\n"
        f"pathlib.Path({str(seen)!r}).touch()"
    )
    lanes = [[step("the first", first)], [step("the second", second)]]
    assert all(one.ok for one in run_lanes(lanes, logs=log.parent))
    assert f"the first runs: follow it in {log}" in capsys.readouterr().out
