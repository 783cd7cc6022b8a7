"""One rule for all features of the front end: themselves and shared code, never one another."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from config.version import ROOT

FRONTEND = ROOT / "frontend"
FEATURES = sorted(one.name for one in (FRONTEND / "src/features").iterdir() if one.is_dir())
# From a feature's own folder, and from a folder inside it.
REFUSED = {
    "page.tsx": ["@/features/{other}/api/x", "@/app/session", "../{other}/api/x"],
    "components/panel.tsx": ["@/features/{other}/api/x", "@/app/session", "../../{other}/api/x"],
}
ALLOWED = {
    "page.tsx": ["@/lib/x", "@/components/x", "@/charts/x", "@/config/x", "@/types/x", "./api/x"],
    "components/panel.tsx": ["@/lib/x", "@/types/generated", "../api/x", "./row"],
}


def _lint(folder: Path, files: dict[str, str]) -> set[str]:
    """Write files into a front end of the same rules; return those that its linter refuses."""
    shutil.copy(FRONTEND / "biome.json", folder)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    command = [
        str(FRONTEND / "node_modules/.bin/biome"),
        "lint",
        "--only=style/noRestrictedImports",
    ]
    command += ["--reporter=json", "--max-diagnostics=none", "src"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return {one["location"]["path"] for one in json.loads(done.stdout)["diagnostics"]}


def _planted(cases: dict[str, list[str]]) -> dict[str, str]:
    """Return a file for each feature and import, whose text is that import."""
    return {
        f"src/features/{feature}/{place.replace('.', f'-{number}.')}": (
            f"import {{ x }} from '{path.format(other=FEATURES[at - 1])}';\nexport const y = x;\n"
        )
        for at, feature in enumerate(FEATURES)
        for place, paths in cases.items()
        for number, path in enumerate(paths)
    }


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return _lint(tmp_path_factory.mktemp("refused"), _planted(REFUSED))


def test_there_are_features_to_hold_to_it() -> None:
    assert len(FEATURES) > 15


@pytest.mark.parametrize("feature", FEATURES)
def test_an_import_of_another_feature_or_of_the_app_is_refused(
    refused: set[str], feature: str
) -> None:
    planted = {name for name in _planted(REFUSED) if name.startswith(f"src/features/{feature}/")}
    assert len(planted) == 6
    assert planted <= refused


def test_own_files_and_shared_code_are_allowed(tmp_path: Path) -> None:
    assert _lint(tmp_path, _planted(ALLOWED)) == set()


def test_shared_code_imports_no_feature(tmp_path: Path) -> None:
    text = "import { x } from '@/features/risk/api/x';\nexport const y = x;\n"
    files = {f"src/{room}/planted.tsx": text for room in ("lib", "components", "charts")}
    assert _lint(tmp_path, files) == files.keys()
