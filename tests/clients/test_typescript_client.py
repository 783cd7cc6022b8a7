"""TypeScript clients made from the document have every operation, type-check, and work."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from apps.accounts.models import User
from tests.clients.tools import ROOT, operations, package_script, run_node, served_document
from tests.flows.world import build_market

pytestmark = pytest.mark.slow
_SCENARIO = Path(__file__).with_name("scenario.ts")
_SCREEN_TYPES = ROOT / "frontend" / "src" / "types" / "generated.ts"
_OPTIONS = {
    "strict": True,
    "noUncheckedIndexedAccess": True,
    "target": "es2022",
    "lib": ["es2022", "dom", "dom.iterable"],
    "module": "commonjs",
    "moduleResolution": "node10",
    "outDir": "made",
    "types": ["node"],
    "typeRoots": [package_script("@types")],
}


@pytest.fixture(scope="session")
def client(document_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client of @hey-api/openapi-ts with a program that uses it, compiled strictly."""
    folder = tmp_path_factory.mktemp("typescript-client")
    generator = package_script("@hey-api", "openapi-ts", "bin", "run.js")
    options = (
        "-i",
        str(document_file),
        "-o",
        str(folder / "client"),
        "-c",
        "@hey-api/client-fetch",
    )
    done = run_node(generator, *options, "--no-log-file", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copy(_SCENARIO, folder / "scenario.ts")
    config = {"compilerOptions": _OPTIONS, "include": ["scenario.ts", "client/**/*.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(config))
    compiled = run_node(package_script("typescript", "bin", "tsc"), "-p", ".", folder=folder)
    assert compiled.stdout + compiled.stderr == ""
    return folder


def test_no_operation_is_dropped(client: Path) -> None:
    made = re.findall(
        r"^export const \w+ = <ThrowOnError",
        (client / "client/sdk.gen.ts").read_text(),
        re.MULTILINE,
    )
    assert len(made) == len(operations(served_document()))


@pytest.fixture(scope="session")
def types(document_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What openapi-typescript writes, asked as `npm run types` asks it."""
    folder = tmp_path_factory.mktemp("typescript-types")
    script = package_script("openapi-typescript", "bin", "cli.js")
    options = ("--output", "types.ts", "--default-non-nullable", "false")
    done = run_node(script, str(document_file), *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "types.ts").read_text()


def test_the_types_of_openapi_typescript_have_every_operation(types: str) -> None:
    named = set(re.findall(r'operations\["(\w+)"\]', types))
    assert named == {found["operationId"] for found in operations(served_document()).values()}


def test_the_types_of_the_screens_are_those_of_the_document(types: str) -> None:
    """The file is tracked, so that a checkout builds without Python."""
    assert _SCREEN_TYPES.read_text() == types, "run npm run types in frontend/"


@pytest.mark.django_db(transaction=True)
def test_it_works_against_a_live_server(
    client: Path, live_server: Any, worker: None, settings: Any, tmp_path: Path
) -> None:
    settings.PANEL_DIR = tmp_path / "panel"
    build_market()
    User.objects.create_user("alice", "alice@example.org", "alice-long-password")
    cache.clear()  # signing in is throttled
    done = run_node(str(client / "made" / "scenario.js"), live_server.url, folder=client)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.pop("bars") > 200
    assert found == {
        "symbols": ["AAA"],
        "unchanged": 304,
        "threshold": 40,
        "direction": "below",
        "cooldown": 77,
        "weights": {"AAA": 0.5, "BBB": 0.5},
        "job": "done",
        "problem": "unknown_symbol",
    }
