"""What contributors read is true: places exist, commands work, no migration is missing."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from launcher.cli import _parser

ROOT = Path(__file__).parents[2]
PAGES = ["CONTRIBUTING.md", "docs/GLOSSARY.md", "docs/ARCHITECTURE.md"]
PLACE = re.compile(
    r"`((?:apps|ml|config|celery_worker|tests|frontend/src|launcher|docs)/[\w/.-]+)`"
)
MODULE = re.compile(r"`((?:apps|ml|config|celery_worker|launcher|scripts)(?:\.\w+)+)`")
# What a decision took apart.
GONE = {("docs/adr/0013-rooms.md", name) for name in ("apps.market", "apps.quality")}
COMMAND = re.compile(r"\./sightline (\w+)(?: (--[a-z-]+))?")


def text_of(page: str) -> str:
    return (ROOT / page).read_text()


@pytest.mark.parametrize("page", PAGES)
def test_places_that_are_named_exist(page: str) -> None:
    places = PLACE.findall(text_of(page))
    assert [place for place in places if not (ROOT / place).exists()] == []


def _is_there(name: str) -> bool:
    """Return whether a dotted name is a module, or a word of the one that it begins with."""
    parts = name.split(".")
    for end in range(len(parts), 1, -1):
        place = ROOT.joinpath(*parts[:end])
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file():
                rest = parts[end:]
                return not rest or re.search(rf"\b{rest[0]}\b", file.read_text()) is not None
    return False


def test_modules_that_are_named_exist() -> None:
    code = [
        file
        for room in ("apps", "celery_worker", "config", "launcher", "ml", "scripts")
        for file in (ROOT / room).rglob("*.py")
    ]
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *code]
    texts = {str(one.relative_to(ROOT)): one.read_text() for one in files}
    named = {(file, name) for file, text in texts.items() for name in MODULE.findall(text)}
    assert len(named) > 20
    assert {(file, name) for file, name in named if not _is_there(name)} - GONE == set()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(page))
    here = (ROOT / page).parent
    assert [link for link in links if not (here / link).exists()] == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "README.md"])
def test_commands_are_those_of_the_product(page: str) -> None:
    found = set(COMMAND.findall(text_of(page)))
    assert found
    for command, option in found:
        words = [command, "file"] if command in ("backup", "restore", "preview") else [command]
        options, rest = _parser().parse_known_args([*words, *([option] if option else [])])
        assert options.command == command
        assert rest == []


def test_no_migration_is_missing(db: None) -> None:
    wrote = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=wrote)
    assert "No changes detected" in wrote.getvalue()


@pytest.mark.parametrize(
    "file",
    [
        ".github/workflows/ci.yml",
        ".github/workflows/weekly.yml",
        ".pre-commit-config.yaml",
        ".github/ISSUE_TEMPLATE/bug.yml",
    ],
)
def test_configuration_of_the_workshop_can_be_read(file: str) -> None:
    assert yaml.safe_load((ROOT / file).read_text())


def owned_paths() -> list[str]:
    lines = (ROOT / ".github/CODEOWNERS").read_text().splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


def test_each_path_that_has_owners_exists() -> None:
    paths = owned_paths()
    assert paths[0] == "*", "what no other line names has owners too"
    assert [path for path in paths[1:] if not (ROOT / path.strip("/")).exists()] == []


def test_continuous_integration_runs_the_suite_and_nothing_else() -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]


def test_each_week_vulnerabilities_are_looked_up_and_coverage_is_held_to_its_floor() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text())["jobs"]
    runs = " ".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    for words in ("pip-audit", "npm audit", "./sightline test --coverage"):
        assert words in runs


def test_hooks_run_the_installed_tools() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert {hook["id"] for hook in hooks} == {"ruff-check", "ruff-format", "lint-imports", "biome"}
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert container["postCreateCommand"].startswith("./sightline test --fast ")
