"""Texts that the launcher reads: closing lines, health answers, locks, versions."""

import json
from pathlib import Path

import pytest

from launcher.checks.health import describe
from launcher.command import CommandError, run_logged
from launcher.install.lock_requirements import without_unlocked
from launcher.install.torch_install import installed_version
from launcher.layout import Layout
from launcher.testing.forbidden import findings
from launcher.testing.outcome import Counts, closing_line, counts_of


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1 failed, 206 passed in 23.11s", Counts(206, 1, 0)),
        ("===== 3 passed, 2 skipped in 1.20s =====", Counts(3, 0, 2)),
        ("2 passed, 1 error in 0.50s", Counts(2, 1, 0)),
        ("5 deselected in 0.02s", Counts()),
        ("20 passed in 61.33s (0:01:01)", Counts(20)),
        ("      Tests  2 failed | 40 passed (42)", Counts(40, 2)),
        ("12 passed the gate in an hour", None),
        ("collected 5 items", None),
    ],
)
def test_closing_lines_are_read(line: str, expected: Counts | None) -> None:
    assert counts_of(line) == expected


def test_the_closing_line_is_alone_and_plain() -> None:
    assert closing_line(Counts(7, 0)) == "7 passed, 0 failed"
    assert closing_line(Counts(7, 1, 2)) == "7 passed, 1 failed, 2 skipped"


def test_the_health_line_names_what_is_ill_with_its_cause() -> None:
    parts = {
        "database": {"ok": True, "detail": "sqlite"},
        "redis": {"ok": False, "detail": "does not answer"},
    }
    body = json.dumps({"status": "degraded", "parts": parts}).encode()
    assert describe(200, body) == "degraded: database well; redis: does not answer"
    assert describe(502, b"<html>") == "web answers 502 without its parts"


def test_torch_and_its_cuda_stay_out_of_the_lock() -> None:
    lock = "numpy==2.4 \\\n    --hash=sha256:aa\ntorch==2.13.0 \\\n    --hash=sha256:bb\n"
    lock += (
        "nvidia-nccl-cu13==1 \\\n    --hash=sha256:cc\ntorchsomething==1 \\\n    --hash=sha256:dd\n"
    )
    kept = without_unlocked(lock)
    assert "aa" in kept
    assert "dd" in kept
    assert "bb" not in kept
    assert "cc" not in kept


def test_the_build_mark_of_torch_does_not_count(tmp_path: Path) -> None:
    layout = Layout(data=tmp_path, root=tmp_path)
    folder = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages"
    folder.mkdir(parents=True)
    assert installed_version(layout) == ""
    (folder / "torch-2.13.0+cpu.dist-info").mkdir()
    assert installed_version(layout) == "2.13.0"


def test_forbidden_loaders_are_found(tmp_path: Path) -> None:
    room = tmp_path / "apps"
    room.mkdir()
    (room / "bad.py").write_text("import " + "pickle\nx = torch." + "load('f')\n")
    (room / "good.py").write_text("# unpickled gherkins\nfrom pickled_things import x\n")
    assert [line.partition(": ")[0] for line in findings(tmp_path)] == [
        "apps/bad.py:1",
        "apps/bad.py:2",
    ]


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("sqlite3.OperationalError: database or disk is full", "the disk is full"),
        ("sqlite3.OperationalError: database is locked", "another program has locked"),
        ("OperationalError: attempt to write a readonly database", "may not write the database"),
        (
            "psycopg.errors.QueryCanceled: canceling statement due to statement timeout",
            "time limit",
        ),
        ("FATAL: terminating connection due to idle-in-transaction timeout", "time limit"),
        ("Temporary failure in name resolution", "the package registry cannot be reached"),
        ("something else", "It failed"),
    ],
)
def test_the_usual_causes_are_named(output: str, cause: str) -> None:
    error = CommandError(["pip"], 1, [output]).to_launcher_error("It failed", "repair it")
    assert cause in error.sentence
    assert error.detail == (output,)


def test_npms_help_does_not_hide_the_cause() -> None:
    tail = ["npm error the cause", "npm error", "npm error Usage:", "npm error npm ci"]
    assert CommandError(["npm"], 1, tail).shown == ("npm error the cause", "npm error")


def test_a_command_that_fails_keeps_its_last_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with pytest.raises(CommandError) as caught:
        run_logged(["sh", "-c", "echo one; echo two >&2; exit 3"], cwd=tmp_path, env={}, log=log)
    assert caught.value.status == 3
    assert caught.value.tail == ("one", "two")
    assert log.read_text() == "one\ntwo\n"


def test_a_program_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run_logged(["no-such-program-here"], cwd=tmp_path, env={"PATH": "/nowhere"})
    assert caught.value.says("cannot be started")
