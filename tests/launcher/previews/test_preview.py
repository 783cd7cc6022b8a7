"""``./sightline preview``: what it refuses, and what its demo may know."""

from pathlib import Path

import pytest

from launcher.cli import main
from launcher.layout import ROOT, Layout
from launcher.previews.preview import demo_environment


def test_a_folder_of_something_else_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert main(["preview", str(tmp_path), "--data", str(tmp_path / "var")]) == 1
    assert "thesis.txt, which no preview wrote: name a new or an empty folder" in (
        capsys.readouterr().err
    )
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_its_demo_knows_nothing_of_the_installation() -> None:
    installed = {
        "PATH": "/bin",
        "DATABASE_URL": "postgres://owner@host/db",
        "REDIS_URL": "redis://host",
        "SIGHTLINE_MODE": "live",
        "SIGHTLINE_EMAIL_URL": "smtp://owner:secret@host",
    }
    env = demo_environment(Layout(ROOT / "var", ROOT), installed)
    assert env["SIGHTLINE_MODE"] == "demo"
    assert not {"DATABASE_URL", "REDIS_URL", "SIGHTLINE_EMAIL_URL"} & env.keys()
