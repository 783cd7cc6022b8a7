"""The address of one line of an indicator, as the chart writes it."""

import math
from dataclasses import dataclass

from ml.errors import NumericError
from ml.series.studies.kinds import KINDS, Kind


class UnknownStudyError(NumericError):
    """An address that names no line of an indicator, or a parameter outside its bounds."""


@dataclass(frozen=True, slots=True)
class StudyAsked:
    """Which line of which indicator, with its parameters."""

    kind: str
    parameters: tuple[float, ...]
    line: str


def study_read(text: str) -> StudyAsked:
    """Read an address such as `bollinger:20:2/upper`.

    Parameters
    ----------
    text : str
        Name, parameters after colons, and a line after a stroke.

    Returns
    -------
    StudyAsked
        With parameters within their bounds.

    Raises
    ------
    UnknownStudyError
        It names the part that cannot be read, and what it can be.
    """
    head, _, line = text.partition("/")
    name, *written = head.split(":")
    kind = KINDS.get(name)
    if kind is None:
        raise UnknownStudyError(f"{name!r} is no indicator; one of {', '.join(KINDS)}")
    if line not in kind.lines:
        raise UnknownStudyError(f"{line!r} is no line of {name}; one of {', '.join(kind.lines)}")
    return StudyAsked(name, _parameters(name, kind, written), line)


def _parameters(name: str, kind: Kind, written: list[str]) -> tuple[float, ...]:
    if len(written) != len(kind.bounds):
        raise UnknownStudyError(
            f"{name} takes {len(kind.bounds)} parameters, and {len(written)} were given"
        )
    values = tuple(_number(one) for one in written)
    for value, bound in zip(values, kind.bounds, strict=True):
        if not bound.admits(value):
            what = "a whole number" if bound.whole else "a number"
            raise UnknownStudyError(
                f"a parameter of {name} is {what} from {bound.least:g} to {bound.most:g}"
            )
    return values


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan  # within no bound
