"""The kind of job that reads an uploaded file."""

from typing import Final

from apps.jobs.kinds import JobKind

UPLOAD_BARS: Final = JobKind(
    name="market.upload_bars",
    task="market.upload_bars",
    queue="ingest",
    title="Read an uploaded file",
    steps=("Read the lines", "Store the bars", "Fold longer bars"),
    deadline_s=900,
    most_open=10,
)
