"""The one form of every message of the socket, encoded once for all who get it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from apps.core.clock import now, utc_iso
from apps.core.json import dumps

FrameType = Literal["snapshot", "update", "error", "pong"]


@dataclass(frozen=True)
class StreamFrame:
    """Every message of the socket.

    A gap in `seq` or a new `epoch` means: subscribe again. `data` of an update is the topic's
    event; of a snapshot the topic's present state; of an error a problem document.
    """

    topic: str | None
    type: FrameType
    seq: int
    epoch: str
    sent_at: datetime
    data: object


def frame(
    *, topic: str | None, kind: FrameType, seq: int, epoch: str, data: str, sent_at: str = ""
) -> str:
    """Join a frame round JSON that is ready."""
    name = dumps(topic).decode()
    return (
        f'{{"topic":{name},"type":"{kind}","seq":{seq},"epoch":"{epoch}",'
        f'"sent_at":"{sent_at or utc_iso(now())}","data":{data}}}'
    )


def error_frame(*, topic: str | None, epoch: str, code: str, detail: str, status: int) -> str:
    """Return a frame that says what a client did wrong."""
    problem: dict[str, Any] = {
        "type": f"urn:sightline:problem:{code}",
        "title": "The message was not accepted",
        "status": status,
        "code": code,
        "detail": detail,
        "retryable": False,
    }
    return frame(topic=topic, kind="error", seq=0, epoch=epoch, data=dumps(problem).decode())
