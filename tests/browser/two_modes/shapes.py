"""What a JSON answer is made of, its numbers and words left out."""

from typing import Any, Final

ANY: Final = "any"
"""Of null and of an empty list nothing is known."""
FREE: Final = frozenset({"evidence", "error"})
"""Members that are of another shape for each kind of finding, and of what made a job fail."""


def shape(value: Any) -> Any:
    """Return kinds in the place of values; a list is as its elements together."""
    if isinstance(value, dict):
        return {name: ANY if name in FREE else shape(one) for name, one in value.items()}
    if isinstance(value, list):
        found: Any = ANY
        for one in value:
            found = _joined(found, shape(one))
        return [found]
    if value is None:
        return ANY
    if isinstance(value, bool):
        return "truth"
    return "number" if isinstance(value, int | float) else "text"


def _joined(one: Any, other: Any) -> Any:
    """Return what two elements of a list have together."""
    if ANY in (one, other):
        return other if one == ANY else one
    if isinstance(one, dict) and isinstance(other, dict):
        names = one | other
        return {name: _joined(one.get(name, ANY), other.get(name, ANY)) for name in names}
    if isinstance(one, list) and isinstance(other, list):
        return [_joined(one[0], other[0])]
    return one if one == other else f"{one} or {other}"


def differences(one: Any, other: Any, place: str = "") -> list[str]:
    """Return where two shapes are not the same."""
    if ANY in (one, other):
        return []
    if isinstance(one, dict) and isinstance(other, dict):
        lone = [f"{place}.{name} is in one only" for name in sorted(one.keys() ^ other.keys())]
        both = sorted(one.keys() & other.keys())
        return lone + [
            text for name in both for text in differences(one[name], other[name], f"{place}.{name}")
        ]
    if isinstance(one, list) and isinstance(other, list):
        return differences(one[0], other[0], f"{place}[]")
    return [] if one == other else [f"{place} is {one} and {other}"]
