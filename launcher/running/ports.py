"""TCP ports: whether one can be had, and which is free."""

import errno
import socket

from launcher.errors import LauncherError

HIGHEST_PORT = 65_535


def check_port(host: str, port: int) -> None:
    """Raise when the port cannot be listened on, with the reason."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server will: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            raise _port_error(host, port, error) from error


def _port_error(host: str, port: int, error: OSError) -> LauncherError:
    if error.errno == errno.EADDRINUSE:
        return LauncherError(
            f"Port {port} is taken by another program",
            f"stop that program or choose another port, e.g. --port {free_port()}",
        )
    if error.errno == errno.EACCES:
        return LauncherError(
            f"Port {port} may not be used by this user", "choose one above 1023 with --port N"
        )
    return LauncherError(
        f"{host}:{port} cannot be listened on ({error.strerror})", "choose another with --port N"
    )


def free_port(host: str = "127.0.0.1") -> int:
    """A port that is free now; the kernel chooses."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        number: int = probe.getsockname()[1]
        return number
