"""Anomalies as columns of a table and back."""

from typing import Any

import numpy as np
import polars as pl

from apps.pipelines.types import FlaggedBar
from ml.anomalies.bars import Reason, odd_bars
from ml.features.catalogue import NAMES

_REASON = pl.Struct({"name": pl.String, "value": pl.Float64, "share": pl.Float64})


def with_anomalies(features: pl.DataFrame) -> pl.DataFrame:
    """Return one instrument's features with score, flag, suspicion and reasons beside them."""
    columns = {name: features[name].to_numpy() for name in NAMES}
    found = odd_bars(columns, features["close"].to_numpy())
    suspect = np.zeros(len(features), dtype=np.bool_)
    flagged = np.zeros(len(features), dtype=np.bool_)
    reasons: list[list[dict[str, Any]]] = [[] for _ in range(len(features))]
    for odd in found.flagged:
        flagged[odd.row], suspect[odd.row] = True, odd.suspect
        reasons[odd.row] = [
            {"name": reason.name, "value": reason.value, "share": reason.share}
            for reason in odd.reasons
        ]
    return features.with_columns(
        pl.Series("anomaly_score", found.scores),
        pl.Series("anomaly", flagged),
        pl.Series("anomaly_suspect", suspect),
        pl.Series("anomaly_reasons", reasons, dtype=pl.List(_REASON)),
    )


def flagged_bars(table: pl.DataFrame) -> tuple[FlaggedBar, ...]:
    """Return the flagged rows of a table that `with_anomalies` made, oldest first."""
    columns = ("timestamp", "anomaly_score", "anomaly_suspect", "anomaly_reasons")
    rows = table.select(*columns, "anomaly").with_row_index("row").filter(pl.col("anomaly"))
    return tuple(
        FlaggedBar(
            row["row"],
            row["timestamp"],
            row["anomaly_score"],
            row["anomaly_suspect"],
            tuple(Reason(**reason) for reason in row["anomaly_reasons"]),
        )
        for row in rows.iter_rows(named=True)
    )
