"""The kinds of jobs; each app registers its own in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from apps.core.clock import utc_iso
from apps.core.extension.registry import Registry, UnknownKeyError
from apps.jobs.types import Queue

MAX_ATTEMPTS: Final = 3
LONG_S: Final = 120
"""A job that may take longer than this is a long one; see `fairness/shares.py`."""


class UnknownKindError(UnknownKeyError):
    """No app registered this kind."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """When a kind runs by itself, in UTC slots that no clock change can repeat.

    Parameters
    ----------
    every_s : int
        Length of a slot in seconds; slots are counted from 1970-01-01 UTC.
    offset_s : int, optional
        How far into each slot it runs: `every_s=86_400, offset_s=22 * 3600` is 22:00 UTC daily.
    catch_up : bool, optional
        Whether the latest slot runs late when nothing was up at its time. Older slots never do.
    by_market : bool, optional
        Whether slots are of the market's clock, which in a replay moves from close to close.
    rest_s : int, optional
        Seconds on the wall from one run's beginning to the next one's, however fast a replay is.
    """

    every_s: int
    offset_s: int = 0
    catch_up: bool = True
    by_market: bool = False
    rest_s: int = 0

    def slot(self, moment: datetime) -> datetime:
        """Return the start of the latest slot that is not after a moment."""
        seconds = int(moment.timestamp()) - self.offset_s
        return datetime.fromtimestamp(seconds - seconds % self.every_s + self.offset_s, UTC)


Due = Callable[[datetime], tuple[str, object] | None]


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job: its address, limits and habits in one place.

    Parameters
    ----------
    name : str
        Stable name, `<app>.<verb>`.
    task : str
        Name of the Celery task that does it.
    queue : {"default", "ingest", "ml"}
        Which workers do it.
    steps : tuple of str
        The steps a person sees.
    deadline_s : int
        After this many seconds an attempt is stopped and the job has failed.
    retryable : bool
        Whether the job may simply be done again after a lost worker or an unexpected error.
    periodic : Periodic, optional
        When it runs by itself; None for never.
    counted : bool
        Whether a job of it counts among the open jobs that a person may have.
    most_open : int
        How many open jobs of this kind a person may have; 0 for as many as of all kinds together.
    market_waits : bool
        Whether a replayed market waits for an open job of the system's before the next session.
    due : callable, optional
        For what runs by another clock than the wall's: from a moment to the unique key of a run
        that is due and its question, None while none is. Asked every second by the scheduler.
    title : str
        What people read instead of the name, such as "Train forecast models".
    """

    name: str
    task: str
    queue: Queue = "default"
    steps: tuple[str, ...] = ()
    deadline_s: int = 300
    retryable: bool = True
    periodic: Periodic | None = None
    counted: bool = True
    most_open: int = 0
    market_waits: bool = True
    due: Due | None = None
    title: str = ""

    @property
    def max_attempts(self) -> int:
        """How often it may be started."""
        return MAX_ATTEMPTS if self.retryable else 1

    @property
    def long(self) -> bool:
        """Whether it may keep a worker so long that nobody may have all workers with it."""
        return self.deadline_s > LONG_S

    def slot_key(self, moment: datetime) -> str:
        """Return the unique key of the latest slot at a moment."""
        if self.periodic is None:
            raise ValueError(f"{self.name} is not periodic")
        return f"{self.name}:{utc_iso(self.periodic.slot(moment))}"


KINDS: Final = Registry[str, JobKind]("kind of job", UnknownKindError)


def register(kind: JobKind) -> None:
    """Add a kind; called in the owning app's `ready()`."""
    KINDS.add(kind.name, kind)


def get(name: str) -> JobKind:
    """Return a kind by its name."""
    return KINDS[name]


def title_of(name: str) -> str:
    """Return a kind in words; jobs of a kind that is gone are called by their name."""
    if name in KINDS and KINDS[name].title:
        return KINDS[name].title
    room, _, verb = name.partition(".")
    return f"{verb or room}{f' ({room})' if verb else ''}".replace("_", " ").capitalize()


def all_kinds() -> tuple[JobKind, ...]:
    """Return every kind."""
    return tuple(KINDS.values())


def periodic_kinds() -> tuple[JobKind, ...]:
    """Return the kinds that run by themselves."""
    return tuple(kind for kind in KINDS.values() if kind.periodic is not None)
