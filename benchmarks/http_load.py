"""A small HTTP/1.1 load generator: few connections, keep-alive, as many requests as they answer."""

import asyncio
import time
from collections.abc import Callable, Mapping

CONNECTIONS = 4


class Reader:
    """One connection that sends GET requests one after the other."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._port = port
        lines = {"Host": f"127.0.0.1:{port}", **headers}
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in lines.items())

    async def open(self) -> None:
        """Connect."""
        self._input, self._output = await asyncio.open_connection("127.0.0.1", self._port)

    async def get(self, path: str) -> tuple[int, bytes]:
        """Send one request and read its whole answer."""
        self._output.write(f"GET {path} HTTP/1.1\r\n{self._headers}\r\n".encode())
        head = await self._input.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").lower().split("\r\n")
        sizes = [line.split(":")[1] for line in lines if line.startswith("content-length:")]
        body = await self._input.readexactly(int(sizes[0])) if sizes else b""
        return int(lines[0].split()[1]), body

    def close(self) -> None:
        """Disconnect."""
        self._output.close()


def fetch(port: int, path: str, headers: Mapping[str, str]) -> bytes:
    """One answer; raises when it is not 200."""

    async def once() -> tuple[int, bytes]:
        reader = Reader(port, headers)
        await reader.open()
        try:
            return await reader.get(path)
        finally:
            reader.close()

    status, body = asyncio.run(once())
    if status != 200:
        raise RuntimeError(f"{path} answered {status}: {body[:300]!r}")
    return body


def load(
    port: int, path: Callable[[int], str], headers: Mapping[str, str], *, seconds: float, most: int
) -> tuple[float, int]:
    """Ask for `path(n)`, n < `most`, over a few connections; gives seconds and requests."""

    async def ask(reader: Reader, end: float, first: int) -> int:
        count = 0
        while time.perf_counter() < end and (number := first + count * CONNECTIONS) < most:
            status, body = await reader.get(path(number))
            if status != 200:
                raise RuntimeError(f"answered {status}: {body[:300]!r}")
            count += 1
        return count

    async def run() -> tuple[float, int]:
        readers = [Reader(port, headers) for _ in range(CONNECTIONS)]
        for reader in readers:
            await reader.open()
        begin = time.perf_counter()
        asks = [ask(reader, begin + seconds, n) for n, reader in enumerate(readers)]
        counts = await asyncio.gather(*asks)
        spent = time.perf_counter() - begin
        for reader in readers:
            reader.close()
        return spent, sum(counts)

    return asyncio.run(run())
