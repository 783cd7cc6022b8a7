"""Ports of tests are nobody else's."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from launcher.errors import LauncherError
from launcher.layout import ROOT
from launcher.testing import ports
from launcher.testing.ports import reserved_port

ASK = """
from launcher.errors import LauncherError
from launcher.testing import ports
ports._FIRST, ports._COUNT = {first}, 1
try:
    print(ports.reserved_port())
except LauncherError as error:
    print(error.cause)
"""


def of_another_process(only: int) -> str:
    """Return what another process gets that may have one port alone."""
    command = [sys.executable, "-c", ASK.format(first=only)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return found.stdout.strip()


def test_no_port_is_given_twice_though_nothing_listens_there() -> None:
    mine = reserved_port()
    assert mine != reserved_port()
    assert of_another_process(mine) == "No port is free for a test"
    os.close(ports._locks.pop(-2))
    assert of_another_process(mine) == str(mine)


def test_a_port_that_somebody_listens_on_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    only = reserved_port()
    os.close(ports._locks.pop())
    monkeypatch.setattr(ports, "_FIRST", only)
    monkeypatch.setattr(ports, "_COUNT", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", only))
        taken.listen(1)
        with pytest.raises(LauncherError, match="No port is free"):
            reserved_port()
    assert reserved_port() == only


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_kernel_gives_them_to_no_connection() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert lowest >= ports._FIRST + ports._COUNT
