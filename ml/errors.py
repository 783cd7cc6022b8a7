"""Errors of the numeric rooms; the apps translate them for people."""


class NumericError(ValueError):
    """A computation that cannot give an answer, with the reason as its message."""


class InsufficientDataError(NumericError):
    """Fewer observations than the method needs.

    Parameters
    ----------
    observations : int
        How many there are.
    needed : int
        How many the method needs.
    """

    def __init__(self, observations: int, needed: int) -> None:
        super().__init__(f"{observations} observations, at least {needed} are needed")
        self.observations = observations
        self.needed = needed


class DoesNotVaryError(NumericError):
    """A spread to divide by is rounding: what is asked has no value on this series."""


class TooManyLagsError(NumericError):
    """More lagged differences than the observations can carry.

    Parameters
    ----------
    lags : int
        How many were asked for.
    greatest : int
        How many are possible.
    """

    def __init__(self, lags: int, greatest: int) -> None:
        super().__init__(f"{lags} lags are too many, at most {greatest} are possible here")
        self.greatest = greatest


class NotConvergedError(NumericError):
    """An optimiser stopped without a solution."""


class LeakageError(NumericError):
    """Information from after the forecast's time reached the forecast."""


class ModelFileError(NumericError):
    """A stored model is missing, cut or not the one its digest names."""
