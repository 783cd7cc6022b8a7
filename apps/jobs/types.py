"""What travels between jobs and the work they do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar, Final, Generic, Literal, Protocol, TypeAlias, cast
from uuid import UUID

from typing_extensions import Doc, TypeVar

from apps.core.errors import UnprocessableError
from apps.core.json import JsonObject
from apps.core.typed.decoding import MismatchError, decode
from apps.core.typed.hints import Schema
from apps.realtime.events import JobState

State: TypeAlias = JobState
Queue = Literal["default", "ingest", "ml"]
EventName = Literal[
    "queued",
    "started",
    "step",
    "log",
    "retrying",
    "cancelling",
    "done",
    "failed",
    "cancelled",
    "dead",
]

Question = TypeVar("Question")
Answer_co = TypeVar("Answer_co", covariant=True, default=JsonObject)

WAITING_STATES: Final = ("queued", "retrying")
OPEN_STATES: Final = ("queued", "retrying", "running")


@dataclass(frozen=True)
class TimelineEvent:
    """One line of a timeline."""

    timestamp: datetime
    event: str
    message: str
    attempt: int


@dataclass(frozen=True, kw_only=True)
class JobSummary:
    """A job in the list: all but its parameters and result."""

    id: UUID
    kind: str
    title: Annotated[str, Doc("The kind in words.")]
    state: State
    progress: Annotated[float, Schema(minimum=0, maximum=1)]
    step: str
    steps: tuple[str, ...]
    message: str
    attempt: int
    eta: datetime | None
    error: JsonObject | None
    owner_id: int | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    events: tuple[TimelineEvent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JobInfo(JobSummary):
    """A job with its parameters and result."""

    component: ClassVar[str] = "Job"

    params: JsonObject
    result: JsonObject | None

    @property
    def is_open(self) -> bool:
        """Whether it may still change by itself."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class WorkerInfo:
    """A process that does jobs; `alive` while its last sign of life is 30 seconds old at most."""

    name: str
    queues: tuple[str, ...]
    seen_at: datetime
    alive: bool


@dataclass(frozen=True, slots=True)
class JobOutcome(Generic[Answer_co]):
    """What work gives back.

    Parameters
    ----------
    result : object
        The answer, a frozen type or a mapping: it goes into the job's row as JSON, and from there
        to whoever waits for it.
    persist : callable, optional
        Stores the effects. Runs in the one transaction that marks the job done, so they happen
        together or not at all; keep it short and free of computation and network.
    message : str, optional
        What the job found where "finished" would claim more than it did: nothing to do, or
        nobody that answered. Lists show it in place of the state in words.
    """

    result: Answer_co = field(default_factory=lambda: cast("Answer_co", {}))
    persist: Callable[[], None] | None = None
    message: str = ""


class JobStopError(Exception):
    """Work must stop here; the row already knows or will know why."""


class JobCancelled(JobStopError):  # noqa: N818  the name is part of the interface
    """Someone cancelled the job, or its work has lost its object; the text says why, if needed."""


class JobOverdueError(JobStopError):
    """The job ran past its deadline."""


class JobHandedBackError(JobStopError):
    """The worker is shutting down; another one will start this job again."""


class LeaseLostError(JobStopError):
    """The row belongs to another worker by now; nothing of this attempt may be kept."""


class Recorder(Protocol):
    """Where a running job's signs of life go."""

    def step(self, index: int, message: str) -> None:
        """Note that a step begins."""

    def progress(self, fraction: float, message: str) -> None:
        """Note how far the job is."""

    def log(self, message: str) -> None:
        """Add a line to the timeline."""

    def check(self) -> None:
        """Raise a `JobStopError` when work must stop."""


class SilentRecorder:
    """Keeps nothing; for work that is run outside of a worker, such as in tests."""

    def step(self, index: int, message: str) -> None:
        """Keep nothing."""

    def progress(self, fraction: float, message: str) -> None:
        """Keep nothing."""

    def log(self, message: str) -> None:
        """Keep nothing."""

    def check(self) -> None:
        """Never stop."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What work gets: what to do, for whom, and how to report on it."""

    job_id: UUID
    owner_id: int | None
    params: JsonObject
    steps: tuple[str, ...] = ()
    recorder: Recorder = field(default_factory=SilentRecorder, repr=False)

    def question(self, kind: type[Question]) -> Question:
        """Return what was asked as the frozen type that was submitted.

        Raises
        ------
        UnprocessableError
            `unreadable_question`: the job carries something that its work does not know, as one
            that another version of the product submitted.
        """
        try:
            return decode(kind, self.params)
        except MismatchError as error:
            raise UnprocessableError(
                f"This job asks what this version cannot read: {error} Start it anew.",
                code="unreadable_question",
            ) from error

    def step(self, step: str | int, message: str = "") -> None:
        """Say that a step begins; progress moves at least to the step's share of all steps."""
        self.recorder.check()
        index = self.steps.index(step) if isinstance(step, str) and self.steps else step
        self.recorder.step(index if isinstance(index, int) else 0, message)

    def progress(self, fraction: float, message: str = "") -> None:
        """Say how much of the whole job is done; cheap enough for every loop (4 writes/s)."""
        self.recorder.progress(min(max(fraction, 0.0), 1.0), message)

    def check_cancelled(self) -> None:
        """Raise `JobCancelled` or another stop when work must end; call it at each epoch."""
        self.recorder.check()

    def log(self, message: str) -> None:
        """Add a line to the job's timeline."""
        self.recorder.log(message)
