"""Just enough of RFC 6455 for a load generator that must not be the bottleneck."""

import struct
from collections.abc import Iterator

_TEXT, _PING, _PONG = 0x1, 0x9, 0xA


def server_frame(payload: bytes) -> bytes:
    """Return a text frame as a server sends it."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x80 | _TEXT, size) + payload
    return struct.pack("!BBH", 0x80 | _TEXT, 126, size) + payload


def client_frame(payload: bytes, opcode: int = _TEXT) -> bytes:
    """Return a frame as a client sends it, with the mask of zeros that changes nothing."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    else:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    return head + b"\0\0\0\0" + payload


def pong(payload: bytes) -> bytes:
    """Return the answer to a ping."""
    return client_frame(payload, _PONG)


def split(buffer: bytearray) -> Iterator[tuple[bool, bytes]]:
    """Take whole frames off a buffer: whether each is a ping, and its payload."""
    while len(buffer) >= 2:
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            if len(buffer) < 4:
                return
            (size,), start = struct.unpack_from("!H", buffer, 2), 4
        if len(buffer) < start + size:
            return
        ping, payload = buffer[0] & 0x0F == _PING, bytes(buffer[start : start + size])
        del buffer[: start + size]
        yield ping, payload
