"""What is checked before anything starts, each with cause and fix: port, mode, folder, disk."""

import os
import socket
from pathlib import Path

import pytest

from launcher.checks.disk import check_space
from launcher.errors import LauncherError
from launcher.layout import Layout, open_data_folder, socket_folder
from launcher.mode import read_wishes
from launcher.running.ports import check_port
from launcher.testing.ports import reserved_port


def test_a_taken_port_says_so_and_proposes_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LauncherError) as caught:
            check_port("127.0.0.1", port)
    assert caught.value.cause == f"Port {port} is taken by another program"
    assert "--port" in caught.value.fix


def test_a_free_port_passes() -> None:
    check_port("127.0.0.1", reserved_port())


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1"])
def test_demo_mode_listens_on_this_machine_only(host: str) -> None:
    with pytest.raises(LauncherError, match="known password"):
        read_wishes({"SIGHTLINE_HOST": host})
    assert read_wishes({"SIGHTLINE_HOST": host, "SIGHTLINE_MODE": "live"}).host == host


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(LauncherError, match="'prod'"):
        read_wishes({"SIGHTLINE_MODE": "prod"})


def test_the_simulator_stays_out_when_a_venue_is_named() -> None:
    assert read_wishes({}).simulator
    assert not read_wishes({"SIGHTLINE_BINANCE_WS_URL": "ws://127.0.0.1:9"}).simulator
    assert not read_wishes({"SIGHTLINE_MODE": "live"}).simulator


def test_redis_is_bundled_unless_one_is_named() -> None:
    assert read_wishes({"REDIS_URL": " "}).bundled_redis
    assert not read_wishes({"REDIS_URL": "redis://127.0.0.1/0"}).bundled_redis


def test_a_data_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LauncherError, match="cannot be written") as caught:
        open_data_folder(Layout(data=tmp_path / "file" / "data"))
    assert "--data" in caught.value.fix


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_folder_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LauncherError, match="Permission denied"):
        open_data_folder(Layout(data=tmp_path / "data"))


def test_the_data_folder_is_for_this_user_only(tmp_path: Path) -> None:
    layout = Layout(data=tmp_path / "data")
    open_data_folder(layout)
    assert layout.data.stat().st_mode & 0o777 == 0o700
    assert layout.run.stat().st_mode & 0o777 == 0o700


def test_a_full_disk_is_said_before_it_hurts(tmp_path: Path) -> None:
    check_space(tmp_path / "not" / "yet", 1)
    with pytest.raises(LauncherError, match="GB are needed"):
        check_space(tmp_path, 10**18)


def test_a_long_path_gets_a_short_socket_folder(tmp_path: Path) -> None:
    layout = Layout(data=tmp_path / ("long" * 30))
    folder = socket_folder(layout)
    try:
        assert len(str(folder / "redis.sock")) < 100
        assert folder.stat().st_mode & 0o777 == 0o700
        assert socket_folder(layout) == folder
        folder.chmod(0o755)
        with pytest.raises(LauncherError, match="open to others"):
            socket_folder(layout)
    finally:
        folder.rmdir()
