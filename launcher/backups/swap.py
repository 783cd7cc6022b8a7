"""Replacing the state of a data folder: all of it or nothing, the replaced one kept for good.

A journal says what is moved where before anything moves. Whoever opens the folder next undoes
what an interrupted restore had begun, so the old state is back whatever ended it.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from launcher.layout import Layout

STAGING = ".restore"
_JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class Move:
    """One part: what was `target` goes to `kept`, `fresh` comes in its place.

    `fresh` need not exist, when the backup has no such part; `had` says whether `target` did.
    """

    fresh: str
    target: str
    kept: str
    had: bool


@dataclass(frozen=True, slots=True)
class Journal:
    """What a restore is about to do; `mark` is what it leaves in a PostgreSQL database."""

    moves: tuple[Move, ...]
    mark: str = ""


def staging(layout: Layout) -> Path:
    """Make the empty private folder into which a backup is unpacked."""
    folder = layout.data / STAGING
    clear_staging(layout)
    folder.mkdir(mode=0o700)
    return folder


def clear_staging(layout: Layout) -> None:
    """Remove what a restore unpacked and did not use."""
    if (layout.data / STAGING).is_dir():
        shutil.rmtree(layout.data / STAGING)


def new_kept_folder(layout: Layout) -> Path:
    """Name a folder for the replaced state, of this moment and of no other restore."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    names = (f"before-restore-{stamp}{f'-{n}' if n else ''}" for n in range(1_000_000))
    return next(folder for name in names if not os.path.lexists(folder := layout.data / name))


def plan(pairs: Iterable[tuple[Path, Path]], kept: Path) -> tuple[Move, ...]:
    """Plan the moves of (fresh, target) pairs."""
    return tuple(
        Move(
            str(fresh),
            str(target),
            str(_kept_place(kept, target)),
            had=os.path.lexists(target),
        )
        for fresh, target in pairs
    )


def _kept_place(kept: Path, target: Path) -> Path:
    # A database elsewhere may lie on another disk: it is kept beside itself.
    inside = target.parent == kept.parent
    return kept / target.name if inside else target.with_name(f"{target.name}.{kept.name}")


def swap(layout: Layout, journal: Journal, then: Callable[[], None] = lambda: None) -> None:
    """Move everything, do what comes last, and forget the journal; undo all on any failure."""
    write_journal(layout, journal)
    try:
        for move in journal.moves:
            _apply(move)
        os.sync()
        then()
    except BaseException:
        undo(layout)
        raise
    forget_journal(layout)


def _apply(move: Move) -> None:
    if move.had:
        Path(move.kept).parent.mkdir(mode=0o700, exist_ok=True)
        Path(move.target).rename(move.kept)
    if os.path.lexists(move.fresh):
        Path(move.fresh).rename(move.target)


def is_interrupted(layout: Layout) -> bool:
    """Whether a restore began to move and neither ended nor was undone."""
    return (layout.data / STAGING / _JOURNAL).is_file()


def read_journal(layout: Layout) -> Journal:
    """Read what an interrupted restore was about to do."""
    found = json.loads((layout.data / STAGING / _JOURNAL).read_text())
    return Journal(tuple(Move(**move) for move in found["moves"]), found["mark"])


def undo(layout: Layout) -> None:
    """Put back everything that the journal's restore moved; may itself be interrupted."""
    for move in reversed(read_journal(layout).moves):
        fresh, target, kept = Path(move.fresh), Path(move.target), Path(move.kept)
        is_replaced = os.path.lexists(target) and (not move.had or os.path.lexists(kept))
        if is_replaced and not os.path.lexists(fresh):
            target.rename(fresh)
        if move.had and os.path.lexists(kept):
            kept.rename(target)
    for folder in {Path(move.kept).parent for move in read_journal(layout).moves}:
        if (
            folder.name.startswith("before-restore-")
            and folder.is_dir()
            and not any(folder.iterdir())
        ):
            folder.rmdir()
    forget_journal(layout)


def write_journal(layout: Layout, journal: Journal) -> None:
    """Write it so that it is on the disk, whole, before the first move."""
    file = layout.data / STAGING / _JOURNAL
    draft = file.with_suffix(".new")
    with draft.open("w") as opened:
        json.dump(asdict(journal), opened)
        opened.flush()
        os.fsync(opened.fileno())
    draft.rename(file)
    os.sync()


def forget_journal(layout: Layout) -> None:
    """From here on the present state counts, and what was unpacked is of no use."""
    (layout.data / STAGING / _JOURNAL).unlink()
    clear_staging(layout)
