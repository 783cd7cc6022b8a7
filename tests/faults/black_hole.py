"""A server in front of Redis that can refuse, or swallow everything and never answer."""

import contextlib
import socket
import threading
from pathlib import Path

_SLICE = 65_536


class BlackHole:
    """Forwards TCP to a unix socket; `mode` is "forward", "swallow" or "refuse"."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.mode = "forward"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        self._closed = False
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """For REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def close(self) -> None:
        """End everything."""
        with self._lock:
            self._closed = True
            self._listener.close()
            for each in self._open:
                each.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._keep(near):
                return
            if self.mode == "refuse":
                near.close()
            elif self.mode == "forward":
                self._join(near)

    def _keep(self, one: socket.socket) -> bool:
        """Whether a connection came in time to be closed with the others; closed at once if not."""
        with self._lock:
            if self._closed:
                one.close()
            else:
                self._open.append(one)
            return not self._closed

    def _join(self, near: socket.socket) -> None:
        far = socket.socket(socket.AF_UNIX)
        if not self._keep(far):
            return
        try:
            far.connect(str(self._target))
        except OSError:  # Redis is away: so is what stands in front of it
            near.close()
            far.close()
            return
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_SLICE):
                # Half open: both ends believe in a connection through which nothing comes.
                if self.mode == "forward":
                    sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)
