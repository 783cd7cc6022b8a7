"""A trained model on disk: one file per fold, a manifest with their digests, a digest of that.

No file holds code. What was cut, swapped or added is refused before it is parsed.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from ml.errors import ModelFileError, NumericError
from ml.evaluation.walk_forward import Fold
from ml.models.base import Forecaster
from ml.models.registry import forecaster

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True, eq=False)
class FittedFold:
    """A fold and the model that was trained for it."""

    fold: Fold
    model: Forecaster


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """A kind of model with all its folds, oldest first."""

    kind: str
    names: tuple[str, ...]
    horizons: int
    folds: tuple[FittedFold, ...]


def bundle_save(bundle: Bundle, folder: Path) -> str:
    """Write a bundle and return its digest.

    Parameters
    ----------
    bundle : Bundle
        What was trained.
    folder : Path
        Its own folder; made when missing. Files are named by content, so writing the same
        bundle again changes nothing.

    Returns
    -------
    str
        SHA-256 of the manifest, in hexadecimal.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = [_save_fold(part, folder) for part in bundle.folds]
    manifest = {
        "format": FORMAT,
        "kind": bundle.kind,
        "names": bundle.names,
        "horizons": bundle.horizons,
        "folds": entries,
    }
    content = json.dumps(manifest, indent=1, sort_keys=True).encode()
    _write(folder / MANIFEST, content)
    return digest(content)


def bundle_load(folder: Path, sha256: str) -> Bundle:
    """Read a bundle back.

    Parameters
    ----------
    folder : Path
        Where `bundle_save` wrote.
    sha256 : str
        The digest it returned.

    Returns
    -------
    Bundle
        The same models.

    Raises
    ------
    ModelFileError
        A file is missing or not the one that was written.
    """
    manifest = json.loads(_read(folder / MANIFEST, sha256))
    try:
        build = forecaster(manifest["kind"])
        folds = tuple(_load_fold(entry, folder, build) for entry in manifest["folds"])
        names = tuple(manifest["names"])
    except (KeyError, TypeError, NumericError) as error:
        raise ModelFileError(f"{folder.name} cannot be read by this version: {error}") from error
    return Bundle(manifest["kind"], names, int(manifest["horizons"]), folds)


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal.

    Parameters
    ----------
    content : bytes
        Anything.

    Returns
    -------
    str
        64 digits.
    """
    return hashlib.sha256(content).hexdigest()


def _save_fold(part: FittedFold, folder: Path) -> dict[str, str]:
    content = part.model.to_bytes()
    sha256 = digest(content)
    name = f"{part.fold.test_from}-{sha256[:16]}.{part.model.suffix}"
    _write(folder / name, content)
    return {
        "file": name,
        "sha256": sha256,
        "train_from": str(part.fold.train_from),
        "test_from": str(part.fold.test_from),
        "test_until": str(part.fold.test_until),
    }


def _load_fold(entry: dict[str, str], folder: Path, build: type[Forecaster]) -> FittedFold:
    # The name alone: a manifest must not lead out of its folder.
    content = _read(folder / Path(entry["file"]).name, entry["sha256"])
    span = (np.datetime64(entry[key], "D") for key in ("train_from", "test_from", "test_until"))
    return FittedFold(Fold(*span), build.from_bytes(content))


def _read(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelFileError(f"The model file {path.name} cannot be read: {error}") from error
    if digest(content) != sha256:
        raise ModelFileError(f"The model file {path.name} is not the one that was stored.")
    return content


def _write(path: Path, content: bytes) -> None:
    """Write beside, then rename: a reader sees the whole file or none."""
    # With the process's id, as two workers may write the same bundle at once.
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)
