"""Runs of the feature pipeline as documents that "Why this number?" can read."""

from collections.abc import Mapping
from dataclasses import asdict

from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import microseconds_iso, utc_iso
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.pipelines.selectors import features_read, run_get
from apps.pipelines.serializers import FeaturesQuerySerializer
from ml.features.catalogue import BY_NAME, NAMES


class RunQuery(serializers.Serializer[object]):
    """Which run, by its job."""

    job = serializers.UUIDField()


class FeatureQuery(FeaturesQuerySerializer):
    """Which feature of which symbol."""

    row = serializers.ChoiceField(choices=NAMES)


def connect() -> None:
    """Register the document."""
    explanations.register("pipelines.run", run, answers_past=True)
    explanations.register("pipelines.feature", feature, answers_past=True)


def run(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a finished run as it was answered."""
    found = run_get(job_id=asked(RunQuery, params)["job"], user_id=user_id)
    document = plain(found.result) | {"anomalies_count": found.anomalies}
    source = f"{found.interval} bars of {len(found.symbols)} symbols, stored history"
    return Shown(document, source, found.engine, utc_iso(found.created_at), max(found.rows, 1))


def feature(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a feature's definition with its newest value of a symbol."""
    question = asked(FeatureQuery, params)
    definition = BY_NAME[question["row"]]
    found = features_read(symbol=question["symbol"], interval=question["interval"], user_id=user_id)
    document = asdict(definition) | {
        "value": float(found.columns[definition.name][-1]),
        "interval": found.interval,
    }
    return Shown(
        document, f"Settled {found.interval} bars of {found.symbol}", found.engine,
        microseconds_iso(int(found.timestamps[-1])), len(found),
    )  # fmt: skip
