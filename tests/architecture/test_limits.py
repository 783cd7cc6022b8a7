"""Screens read lists of values and limits from the server's document, and keep no second ones."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

SCREENS = Path(__file__).resolve().parents[2] / "frontend" / "src"
LIMITS = (SCREENS / "types" / "limits.ts").read_text()
_LIST = re.compile(r"\[([^\[\]]*)\]")
_TEXT = re.compile(r"'([^']*)'")
_VALUE = re.compile(r"\bvalue: '([^']*)'")
_ENUM = re.compile(r"^export const (\w+) = \[(.*?)\] as const;", re.MULTILINE | re.DOTALL)
# Whole numbers from 10 on and long texts' limits: what a screen would copy from a serializer.
_NUMBER = re.compile(
    r"\b(?:min|max|maxLength)=\{(-?[\d_.]{2,})\}|(?<!Math)\.(?:min|max)\((-?[\d_.]{2,})"
)
OWN_LIMITS: Mapping[str, str] = {
    "features/risk/components/weights-editor.tsx": "a share in per cent is at most all of it",
    "features/auth/components/code-step.tsx": "django-allauth's document names no length",
    "features/settings/components/provider-key-form.tsx": "the route takes any text",
    "features/settings/components/second-factor-setup.tsx": "as the step of signing in",
}


def _sources() -> Iterator[tuple[str, str]]:
    for file in sorted(SCREENS.rglob("*.ts*")):
        name = str(file.relative_to(SCREENS))
        if not name.startswith("types/") and ".test." not in name:
            yield name, file.read_text()


def _enums() -> dict[frozenset[str], str]:
    found = {frozenset(_TEXT.findall(body)): name for name, body in _ENUM.findall(LIMITS)}
    return {values: name for values, name in found.items() if len(values) > 1}


def _lists(source: str) -> Iterator[frozenset[str]]:
    for body in _LIST.findall(source):
        if "..." not in body:
            yield frozenset(_TEXT.findall(body))
    yield frozenset(_VALUE.findall(source))


def test_every_named_list_reaches_the_screens() -> None:
    assert len(_ENUM.findall(LIMITS)) >= len(settings.OPENAPI_ENUMS)


def test_no_screen_lists_what_the_document_lists() -> None:
    enums = _enums()
    doubles = {
        f"{name}: {enums[values]}"
        for name, source in _sources()
        for values in _lists(source)
        if values in enums
    }
    assert doubles == set()


def test_no_screen_has_a_limit_of_its_own() -> None:
    assert {name for name, source in _sources() if _NUMBER.search(source)} == set(OWN_LIMITS)


def test_the_rules_see_a_second_list_and_a_second_limit() -> None:
    assert frozenset({"greedy", "lp"}) in set(_lists("const all = ['lp', 'greedy'] as const;"))
    assert _NUMBER.search("<Field max={200} />")
    assert _NUMBER.search("z.string().max(80, 'At most 80 letters.')")
    assert not _NUMBER.search("<Field min={0} max={limits.window.maximum} />")
