"""Every forecaster by its name; a new one is a file of its own and a line here."""

from typing import Final

from ml.errors import NumericError
from ml.models.base import Forecaster
from ml.models.drift import Drift
from ml.models.ensemble import Ensemble
from ml.models.gradient_boosting import GradientBoosting
from ml.models.gru import Gru
from ml.models.lstm import Lstm
from ml.models.random_forest import RandomForest
from ml.models.random_walk import RandomWalk
from ml.models.ridge import Ridge

FORECASTERS: Final[dict[str, type[Forecaster]]] = {
    model.kind: model
    for model in (
        RandomWalk,
        Drift,
        Ridge,
        GradientBoosting,
        RandomForest,
        Lstm,
        Gru,
        Ensemble,
    )
}
MEMBERS: Final = ("ridge", "gradient_boosting", "random_forest", "lstm")
"""Of the ensemble."""

Ensemble.member_types = {kind: FORECASTERS[kind] for kind in MEMBERS}


def forecaster(kind: str) -> type[Forecaster]:
    """Return the class of a kind.

    Parameters
    ----------
    kind : str
        Name of a forecaster.

    Returns
    -------
    type
        Its class, to be made without arguments.

    Raises
    ------
    NumericError
        There is none of that name.
    """
    try:
        return FORECASTERS[kind]
    except KeyError:
        raise NumericError(f"There is no model {kind!r}.") from None
