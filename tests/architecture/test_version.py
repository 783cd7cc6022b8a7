"""The version is stated in pyproject.toml, and every other place agrees with it."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from config.version import ROOT, read_version
from tests.clients.tools import served_document

VERSION = read_version()
HEADING = re.compile(r"(?m)^## (.+)$")
# Files that people read or machines run; locks and recorded data state versions of others.
TEXTS = {".py", ".ts", ".tsx", ".md", ".toml", ".yml", ".yaml", ".mjs", ".html"}


def test_the_front_end_has_the_same_version() -> None:
    package = json.loads((ROOT / "frontend/package.json").read_text())
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
    assert package["version"] == lock["version"] == lock["packages"][""]["version"] == VERSION


def test_the_product_and_its_document_say_it(anonymous_api: APIClient) -> None:
    assert settings.SIGHTLINE_VERSION == VERSION
    assert served_document()["info"]["version"] == VERSION
    assert anonymous_api.get("/api/v1/meta").json()["version"] == VERSION


def test_the_changelog_has_a_part_for_it_below_unreleased() -> None:
    headings = HEADING.findall((ROOT / "CHANGELOG.md").read_text())
    assert headings[0] == "Unreleased"
    released = [re.fullmatch(r"(\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)", one) for one in headings[1:]]
    versions = [found[1] for found in released if found]
    assert len(versions) == len(headings) - 1, "a heading is '## X.Y.Z (year-month-day)'"
    assert versions[0] == VERSION
    order = [tuple(map(int, one.split("."))) for one in versions]
    assert order == sorted(order, reverse=True)


def test_each_version_lists_features_and_fixes_and_nothing_else() -> None:
    parts = re.findall(r"(?m)^### (.+)$", (ROOT / "CHANGELOG.md").read_text())
    assert set(parts) == {"Features", "Fixes"}


def test_no_other_file_states_it() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    stated = re.compile(rf"(?i)version\W{{1,6}}{re.escape(VERSION)}\b")
    stating = {
        name
        for name in tracked
        if Path(name).suffix in TEXTS and stated.search((ROOT / name).read_text())
    }
    assert stating == {"pyproject.toml"}


@pytest.mark.parametrize("file", ["deploy/Dockerfile", ".dockerignore"])
def test_the_image_carries_the_source_of_the_version(file: str) -> None:
    assert "pyproject.toml" in (ROOT / file).read_text()
