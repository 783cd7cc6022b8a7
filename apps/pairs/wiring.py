"""How pairs hang together with jobs, sockets and the stream; called once the apps are loaded."""

from apps.alerts import histories
from apps.core import explanations
from apps.instruments.signals import instrument_removed, symbols_wanted
from apps.instruments.types import BarRow
from apps.jobs import kinds
from apps.pairs import topics
from apps.pairs.monitors import monitors_forget
from apps.pairs.selectors import monitored_symbols
from apps.pairs.types import ADF_JOB, SCAN_JOB
from apps.pairs.watching import z_score_history
from apps.realtime.topics import TopicSpec, register, symbols_upper
from apps.streaming.signals import bar_closed


def connect() -> None:
    """Register the jobs, the topic, the documents and the follower of live bars."""
    explanations.register_later("apps.pairs.explanations")
    kinds.register(
        kinds.JobKind(
            name=ADF_JOB,
            task=ADF_JOB,
            title="Test a pair for cointegration",
            queue="default",
            steps=("Read history", "Test the spread", "Test the pair", "Test it over time"),
            deadline_s=120,
        )
    )
    kinds.register(
        kinds.JobKind(
            name=SCAN_JOB,
            task=SCAN_JOB,
            title="Scan pairs for cointegration",
            queue="default",
            steps=("Read histories", "Test all pairs", "Confirm discoveries"),
            deadline_s=600,
        )
    )
    register(
        TopicSpec("pairs", topics.snapshot, topics.authorize, canonical=symbols_upper(count=2))
    )
    histories.register("z_score", z_score_history)
    for signal in bar_closed.values():
        signal.connect(follow)
    symbols_wanted.connect(monitored_symbols)
    instrument_removed.connect(monitors_forget)


def follow(bar: BarRow) -> None:
    """Hand a bar on; numba is loaded only in a process that has bars."""
    from apps.pairs.live import follow_pairs  # noqa: PLC0415  keeps compiled code out of the web

    follow_pairs(bar)
