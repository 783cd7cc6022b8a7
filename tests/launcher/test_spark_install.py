"""PySpark is installed where it is asked for and Java is, and is never in the way elsewhere."""

import shutil
from pathlib import Path

import pytest

from launcher.command import CommandError, run_logged
from launcher.errors import LauncherError
from launcher.install import spark_install
from launcher.install.spark_install import ensure_spark, spark_if_possible
from launcher.layout import Layout


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(data=tmp_path / "var")


def test_without_java_the_start_says_so(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(LauncherError, match="Java 17"):
        ensure_spark(layout)


def test_without_java_the_tests_go_on_and_say_what_is_skipped(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    spark_if_possible(layout, else_skipped="The Spark tests")
    assert "Spark tests will be skipped" in capsys.readouterr().out


def test_what_is_installed_is_not_installed_again(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/java")
    monkeypatch.setattr(spark_install, "is_installed", lambda _, __: True)
    monkeypatch.setattr(spark_install, "run_logged", lambda *_, **__: pytest.fail("installed"))
    ensure_spark(layout)


def test_a_program_is_ended_at_its_limit(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        run_logged(["sleep", "60"], cwd=tmp_path, env={"PATH": "/usr/bin:/bin"}, limit_s=0.2)
