"""Where the streams are: a base URL may be a bare host or end in `/stream` or `/ws`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

STREAMS_PER_URL: Final = 200
"""Longer lists go over SUBSCRIBE frames, so that the URL stays inside 8 KiB."""


def stream_names(symbols: Iterable[str]) -> list[str]:
    """Return the venue's stream name of each symbol."""
    return [f"{symbol.lower()}@aggTrade" for symbol in symbols]


def stream_url(base: str, streams: list[str]) -> str:
    """Return the address that serves the first streams.

    `/stream?streams=a/b` wraps events in an envelope, `/ws/a/b` sends them plain; the parser reads
    both.
    """
    base = base.rstrip("/")
    joined = "/".join(streams[:STREAMS_PER_URL])
    if base.endswith("/ws"):
        return f"{base}/{joined}"
    if base.endswith("/stream"):
        return f"{base}?streams={joined}"
    return f"{base}/stream?streams={joined}"


def later_streams(streams: list[str]) -> Iterator[list[str]]:
    """Yield the streams that did not fit into the URL, in portions of one SUBSCRIBE frame each."""
    rest = iter(streams[STREAMS_PER_URL:])
    while portion := list(islice(rest, STREAMS_PER_URL)):
        yield portion
