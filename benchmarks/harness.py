"""What a benchmark row is, and how it is measured fairly on a shared machine.

A row's file is called ``row_NN_subject.py`` and has a generator ``rows()`` that yields
`Row` objects. Being a generator it can hold a server or a folder open round its rows.

Single absolute times say nothing on a shared machine. So ours, the peer and the limit run
interleaved, round after round, and what counts is the median of the rounds' ratios.
The answers are compared before anything is timed: a fast wrong answer is no result.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Contender = Callable[[], object]
# Gets our answer and the peer's; returns what it found, e.g. "difference 3e-16"; raises
# AnswersDifferError when they do not agree.
Agreement = Callable[[object, object], str]

ENOUGH_SECONDS = 0.2
MOST_REPEATS = 1000


class AnswersDifferError(AssertionError):
    """Ours and the peer's answers differ by more than the row allows."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a contender returns that measures itself (load generators, CPU of other processes).

    Attributes
    ----------
    seconds : float
        Seconds spent for all units together.
    units : float
        Units of work done, e.g. requests answered or frames delivered.
    answer : object
        What the agreement check compares.
    """

    seconds: float
    units: float
    answer: object = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the same work done by us, by a peer, and at the limit.

    Attributes
    ----------
    number : str
        Row of the performance table, e.g. "4".
    name : str
        Short name that ``./sightline bench NAME`` finds, e.g. "panel-matrix".
    work : str
        The work in words, with its size.
    ours, peer, limit : callable
        Each does the whole work once and returns its answer, or a `Measured`.
    goal : float
        Our time must be at least this many times shorter than the peer's.
    agree : callable
        Compares the answers of ours and the peer, see `Agreement`.
    unit : str
        What one unit is, for the printed times.
    ours_units, peer_units, limit_units : float
        Units of work in one call, so that a slow peer may be timed on less work.
    peer_name, limit_name : str
        What they are.
    depends : str
        What of the machine moves the ratio.
    rounds : int
        Interleaved rounds.
    note : Callable
        Called after the row, its text is printed under it (e.g. latency percentiles).
    """

    number: str
    name: str
    work: str
    ours: Contender
    peer: Contender
    goal: float
    agree: Agreement
    peer_name: str
    depends: str
    limit: Contender | None = None
    limit_name: str = ""
    unit: str = "call"
    ours_units: float = 1.0
    peer_units: float = 1.0
    limit_units: float = 1.0
    rounds: int = 5
    note: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """A line without a peer: what is measured must not be more than its bound.

    Attributes
    ----------
    number, name, work, depends, rounds, note
        As in `Row`.
    measured : callable
        Measures once; the median of the rounds counts.
    most : float
        The bound.
    unit : str
        Of both, e.g. "kB".
    """

    number: str
    name: str
    work: str
    measured: Callable[[], float]
    most: float
    unit: str
    depends: str
    rounds: int = 3
    note: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured for one row: seconds per unit, and ratios of the same rounds.

    Of a budget, `ours` is in its unit, `budget` is the bound, and the ratios say how many times
    what was measured fits into it.
    """

    number: str
    name: str
    work: str
    unit: str
    peer_name: str
    limit_name: str
    depends: str
    ours: float
    peer: float
    limit: float | None
    ratio: float
    ratio_low: float
    ratio_high: float
    goal: float
    reached: bool
    agreement: str
    note: str
    budget: float | None = None


def measure(row: Row) -> Result:
    """Check that the answers agree, then time the contenders interleaved."""
    ours_answer, peer_answer = _answer(row.ours()), _answer(row.peer())
    agreement = row.agree(ours_answer, peer_answer)
    if row.limit is not None:
        row.limit()
    ours, peer, limit = [], [], []
    for _ in range(row.rounds):
        ours.append(_seconds_per_unit(row.ours, row.ours_units))
        peer.append(_seconds_per_unit(row.peer, row.peer_units))
        if row.limit is not None:
            limit.append(_seconds_per_unit(row.limit, row.limit_units))
    ratios = [theirs / mine for mine, theirs in zip(ours, peer, strict=True)]
    return Result(
        number=row.number,
        name=row.name,
        work=row.work,
        unit=row.unit,
        peer_name=row.peer_name,
        limit_name=row.limit_name,
        depends=row.depends,
        ours=median(ours),
        peer=median(peer),
        limit=median(limit) if limit else None,
        ratio=median(ratios),
        ratio_low=min(ratios),
        ratio_high=max(ratios),
        goal=row.goal,
        reached=median(ratios) >= row.goal,
        agreement=agreement,
        note=row.note() if row.note else "",
    )


def weigh(budget: Budget) -> Result:
    """Measure what has a bound and no peer."""
    found = [budget.measured() for _ in range(budget.rounds)]
    ratios = [budget.most / value for value in found]
    return Result(
        number=budget.number,
        name=budget.name,
        work=budget.work,
        unit=budget.unit,
        peer_name="",
        limit_name="",
        depends=budget.depends,
        ours=median(found),
        peer=budget.most,
        limit=None,
        ratio=median(ratios),
        ratio_low=min(ratios),
        ratio_high=max(ratios),
        goal=1.0,
        reached=median(found) <= budget.most,
        agreement="",
        note=budget.note() if budget.note else "",
        budget=budget.most,
    )


def _answer(returned: object) -> object:
    return returned.answer if isinstance(returned, Measured) else returned


def _seconds_per_unit(contender: Contender, units: float) -> float:
    """Repeat a short contender until the clock's grain no longer matters."""
    gc.collect()
    gc.disable()
    try:
        begin = time.perf_counter()
        returned = contender()
        spent = time.perf_counter() - begin
        if isinstance(returned, Measured):
            return returned.seconds / returned.units
        repeats = min(MOST_REPEATS, int(ENOUGH_SECONDS / max(spent, 1e-9)))
        if repeats < 2:
            return spent / units
        begin = time.perf_counter()
        for _ in range(repeats):
            contender()
        return (time.perf_counter() - begin) / repeats / units
    finally:
        gc.enable()
