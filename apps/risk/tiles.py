"""How screens show the measures of one return series: sent with every answer that has them."""

from typing import Final

from apps.risk.answers import ShownMeasure
from ml.measures.measure import Measure, Tile
from ml.risk.registry import SERIES_MEASURES


def tile_of(measure: Measure, tile: Tile) -> ShownMeasure:
    """Return what a screen needs to show a measure; texts may name other figures in braces."""
    return ShownMeasure(
        id=measure.id,
        field=measure.name,
        label=tile.label or measure.title,
        unit=measure.unit,
        digits=tile.digits,
        note=tile.note,
        note_without=tile.note_without,
        headline=tile.headline,
    )


SHOWN: Final = tuple(tile_of(one, one.tile) for one in SERIES_MEASURES if one.tile is not None)
"""The tiles in reading order."""
