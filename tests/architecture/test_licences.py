"""The page of licences names every locked package, as installed, and only allowed licences."""

import pytest

from config.version import ROOT
from scripts.licences import (
    ALLOWED,
    PAGE,
    READ,
    installed,
    locked,
    not_allowed,
    npm_rows,
    python_rows,
    rows_of,
    spoken,
)

TEXT = (ROOT / PAGE).read_text()
REMAKE = "run .venv/bin/python -m scripts.licences and read what changed"


def test_the_page_is_what_locks_and_metadata_say() -> None:
    page = rows_of(TEXT, "Python")
    assert page == python_rows(installed(), locked(), page), REMAKE
    assert rows_of(TEXT, "npm") == npm_rows(), REMAKE


@pytest.mark.parametrize("title", ["Python", "npm"])
def test_every_licence_is_one_that_was_decided_on(title: str) -> None:
    rows = rows_of(TEXT, title)
    assert len(rows) > 100
    undecided = {name: not_allowed(licence) for name, (licence, _) in rows.items()}
    assert {name: words for name, words in undecided.items() if words} == {}


def test_what_is_allowed_or_read_by_hand_is_in_use() -> None:
    rows = {**rows_of(TEXT, "Python"), **rows_of(TEXT, "npm")}
    named = " ".join(licence for licence, _ in rows.values())
    assert {one for one in ALLOWED if one not in named} == set()
    assert READ.keys() <= locked().keys()


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("MIT License", "MIT"),
        ("Apache Software License; BSD License", "Apache-2.0 AND BSD"),
        ("DFSG approved; MIT License", "MIT"),
        ("BSD 3-Clause OR Apache-2.0", "BSD-3-Clause OR Apache-2.0"),
        ("(MIT OR CC0-1.0)", "(MIT OR CC0-1.0)"),
        ("ISC License (ISCL)", "ISC"),
    ],
)
def test_stated_licences_are_read_as_identifiers(stated: str, read: str) -> None:
    assert spoken(stated) == read
    assert not_allowed(read) == []


@pytest.mark.parametrize(
    ("licence", "found"),
    [
        ("GPL-3.0-only", ["GPL-3.0-only"]),
        ("MIT OR AGPL-3.0-only", ["AGPL-3.0-only"]),
        ("Apache-2.0 AND (MIT OR SSPL-1.0)", ["SSPL-1.0"]),
        ("UNKNOWN", ["UNKNOWN"]),
        ("", ["none"]),
    ],
)
def test_another_licence_is_refused(licence: str, found: list[str]) -> None:
    assert not_allowed(licence) == found
