"""Runs of the feature pipeline as documents that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.core import figures
from apps.core.clock import utc_iso
from apps.core.figures import Shown, asked
from apps.pipelines.selectors import run_get


class RunQuery(serializers.Serializer[object]):
    """Which run, by its job."""

    job = serializers.UUIDField()


def connect() -> None:
    """Register the document."""
    figures.register("pipelines.run", run)


def run(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a finished run as it was answered."""
    found = run_get(job_id=asked(RunQuery, params)["job"], user_id=user_id)
    document = found.result | {"anomalies_count": found.anomalies}
    source = f"{found.interval} bars of {len(found.symbols)} symbols, stored history"
    return Shown(document, source, found.engine, utc_iso(found.created_at), max(found.rows, 1))
