"""What apps bring to one another by name: kinds of jobs, topics, providers, documents."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from typing_extensions import override

K = TypeVar("K")
V = TypeVar("V")


class UnknownKeyError(KeyError):
    """Nobody registered this name."""

    @override
    def __str__(self) -> str:
        # A KeyError shows its key in quotes; this one has a sentence.
        return str(self.args[0])


class RegisteredTwiceError(ValueError):
    """Two places register the same name, and one of them would be lost."""


class Registry(Mapping[K, V], Generic[K, V]):
    """Values by the name under which an app brought them, in the order in which they came.

    A mapping that only grows: `add` refuses a name that is taken, and asking for a name that is not
    there says which ones are.

    Parameters
    ----------
    what : str
        What is registered, in words, for the sentences of errors.
    unknown : type
        The error of a name that is not there.
    """

    def __init__(self, what: str, unknown: type[UnknownKeyError] = UnknownKeyError) -> None:
        self._what = what
        self._unknown = unknown
        self._held: dict[K, V] = {}

    def add(self, key: K, value: V) -> V:
        """Register a value and return it.

        Raises
        ------
        RegisteredTwiceError
            The name is taken.
        """
        if key in self._held:
            raise RegisteredTwiceError(f"The {self._what} {key!r} is registered already.")
        self._held[key] = value
        return value

    @override
    def __getitem__(self, key: K) -> V:
        if key not in self._held:
            known = ", ".join(map(str, self._held)) or "none"
            raise self._unknown(f"There is no {self._what} {key!r}; there are: {known}.")
        return self._held[key]

    @override
    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    @override
    def __len__(self) -> int:
        return len(self._held)
