"""One door to numeric libraries: what they raise on degenerate numbers becomes a typed refusal."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Final

from ml.errors import NotConvergedError, NumericError

_ROOMS: Final = frozenset(
    {"arch", "cvxcla", "cvxpy", "numpy", "pypfopt", "scipy", "sklearn", "statsmodels", "xgboost"}
)
_STOPPED: Final = (
    ".*failed to converge.*",
    ".*did not converge.*",
    ".*[Ss]olution may be inaccurate.*",
    ".*[Cc]onvergence.*",
    ".*singular.*",
)
_LONGEST: Final = 160


@contextmanager
def library(name: str, *, warns: bool = True) -> Iterator[None]:
    """Turn a library's failure on the numbers it was given into a `NotConvergedError`.

    Parameters
    ----------
    name : str
        What is called, for the refusal: "the GARCH fit".
    warns : bool
        Whether it may warn instead of raising. Filters of warnings belong to the process and not
        to a thread: linear algebra, which the web process does too, raises and leaves them alone.

    Raises
    ------
    NotConvergedError
        For a singular matrix, an optimiser or solver without a solution, a warning that one did
        not converge, and values that the library refuses. A fault of our own code (a missing
        key, a wrong type) is none of these and passes.
    """
    with warnings.catch_warnings() if warns else nullcontext():
        for words in _STOPPED if warns else ():
            warnings.filterwarnings("error", words)
        try:
            yield
        except NumericError:
            raise
        except Exception as error:
            if not _is_numeric(error):
                raise
            reason = f"{name} has no solution on these numbers{_why(error)}"
            raise NotConvergedError(reason) from error


def _is_numeric(error: Exception) -> bool:
    # By the library's name and not by import: most of them load in workers only.
    room = type(error).__module__.partition(".")[0]
    return isinstance(error, (ValueError, ArithmeticError, Warning)) or room in _ROOMS


def _why(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f" ({text[:_LONGEST].rstrip('.')})" if text else ""
