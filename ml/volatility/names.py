"""What a volatility model and its shocks are called; loads without the library that fits them."""

from typing import Final, Literal, TypeAlias, get_args

GarchModel: TypeAlias = Literal["garch", "gjr", "egarch"]
"""Recursion of the conditional variance."""
GARCH_MODELS: Final[tuple[GarchModel, ...]] = get_args(GarchModel)
Distribution: TypeAlias = Literal["normal", "t"]
"""Of the shocks."""
DISTRIBUTIONS: Final[tuple[Distribution, ...]] = get_args(Distribution)
