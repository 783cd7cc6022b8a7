"""`predictions:<symbol>`: the newest forecast of a symbol."""

from apps.forecasts.answers import NoPrediction, Prediction
from apps.forecasts.selectors import prediction_snapshot
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.selectors import instrument_get
from apps.realtime.topics import Parts


def authorize(user_id: int, parts: Parts) -> bool:
    """Allow the topics of instruments that a person may see."""
    try:
        return len(parts) == 1 and bool(instrument_get(symbol=parts[0], user_id=user_id))
    except UnknownSymbolError:
        return False


def snapshot(user_id: int, parts: Parts) -> Prediction | NoPrediction:
    """Return the state by the same query as `GET /prediction`."""
    return prediction_snapshot(symbol=parts[0], user_id=user_id)
