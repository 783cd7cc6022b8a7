"""The words that people read are the glossary's: screens, API descriptions, error sentences."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from drf_spectacular.generators import SchemaGenerator

ROOT = Path(__file__).parents[2]
HEADING = "## Words that people read"
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)
# Quoted text, templates, and what stands between two tags.
_TEXT = re.compile(
    r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`]*)`|>([^<>{}=;]+)(?=[<{])|\}([^<>{}=;]+)(?=[<{])"
)
_DESCRIBED = ("description", "summary", "title")


def banned() -> dict[str, str]:
    """Return what is said instead of each word that is not."""
    table = (ROOT / "docs/GLOSSARY.md").read_text().split(HEADING)[1]
    rows = re.findall(r"^\| (?!say)([^|-][^|]*) \| ([^|]+) \|$", table, re.MULTILINE)
    return {word.strip(): say for say, words in rows for word in words.split(",")}


def _hits(text: str) -> list[str]:
    return [
        f"{text.strip()[:90]!r} has {word!r}: say {say}"
        for word, say in banned().items()
        if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    ]


def screen_texts(source: str) -> Iterator[str]:
    """Return what a module of the front end can show; a single word is a name in the code."""
    for groups in _TEXT.findall(_COMMENT.sub("", source)):
        text = " ".join("".join(groups).split())
        if " " in text:
            yield text


def sentences(source: str) -> Iterator[str]:
    """Return the texts of a Python module that are no docstrings."""
    tree = ast.parse(source)
    comments = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and " " in text and id(node) not in comments:
            yield text


def _described(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name in _DESCRIBED and isinstance(value, str):
                yield value
            else:
                yield from _described(value)
    elif isinstance(node, list):
        for value in node:
            yield from _described(value)


def test_the_table_is_read() -> None:
    assert banned()["least weight"].startswith("minimum weight")
    assert len(banned()) > 10


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>A rule that was told</p>", "A rule that was told"),
        ("const a = 'The least weight';", "The least weight"),
        ('<Panel title="Value at risk on trial">', "Value at risk on trial"),
        ("<p>\n  Not {day} made good\n  </p>", "made good"),
        ("f(`${x} is not made good`)", "${x} is not made good"),
    ],
)
def test_a_screens_text_is_found(source: str, text: str) -> None:
    found = list(screen_texts(source))
    assert text in found
    assert any(_hits(one) for one in found)


def test_comments_and_names_are_not_read() -> None:
    assert list(screen_texts("// it was told\nconst told = useRef(0); /* made good */")) == []


def test_screens_say_it_in_standard_terms() -> None:
    files = [
        path
        for ending in ("*.ts", "*.tsx")
        for path in (ROOT / "frontend/src").rglob(ending)
        if ".test." not in path.name and path.parent.name not in {"types", "testing"}
    ]
    assert len(files) > 100
    found = [f"{p.relative_to(ROOT)}: {h}" for p in files
             for text in screen_texts(p.read_text()) for h in _hits(text)]  # fmt: skip
    assert found == []


def test_error_sentences_and_help_texts_say_it_in_standard_terms() -> None:
    files = [path for room in ("apps", "ml") for path in (ROOT / room).rglob("*.py")]
    found = [f"{p.relative_to(ROOT)}: {h}" for p in files if "migrations" not in p.parts
             for text in sentences(p.read_text()) for h in _hits(text)]  # fmt: skip
    assert found == []


def test_the_api_describes_itself_in_standard_terms() -> None:
    document = SchemaGenerator().get_schema(request=None, public=True)
    texts = list(_described(document))
    assert len(texts) > 300
    assert [hit for text in texts for hit in _hits(text)] == []
