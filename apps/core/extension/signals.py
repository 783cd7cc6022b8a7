"""What an app announces to others that it may not import: each app's are in its `signals.py`."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Signal(Generic[P, R]):
    """Receivers of one announcement, in the order in which they were connected.

    They are connected once, in the wiring of their app; connecting one again changes nothing. A
    receiver gets plain values, submits jobs or changes rows of its own app and returns; it computes
    nothing itself. Its error is the sender's, for both share a transaction.

    Django's own signals take any keywords; here a receiver of another kind is a type error.
    """

    def __init__(self) -> None:
        self._receivers: list[Callable[P, R]] = []

    @property
    def receivers(self) -> tuple[Callable[P, R], ...]:
        """Who is connected now."""
        return tuple(self._receivers)

    def connect(self, receiver: Callable[P, R]) -> Callable[P, R]:
        """Call a receiver whenever the signal is sent."""
        if receiver not in self._receivers:
            self._receivers.append(receiver)
        return receiver

    def send(self, *args: P.args, **kwargs: P.kwargs) -> tuple[R, ...]:
        """Call all receivers and return what each said."""
        return tuple(receiver(*args, **kwargs) for receiver in self.receivers)
