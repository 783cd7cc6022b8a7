"""One product per data folder; a lock of a killed product heals."""

import subprocess
import sys
from pathlib import Path

import pytest

from launcher.errors import LauncherError
from launcher.layout import ROOT, Layout, open_data_folder
from launcher.running.run_lock import hold, is_held, lock_file, read_holder

_HOLDER = """
import sys, time
from pathlib import Path
from launcher.layout import Layout
from launcher.running.run_lock import hold
with hold(Layout(data=Path(sys.argv[1])), port=8000, run_id="killed"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(data=tmp_path)
    open_data_folder(made)
    return made


def test_two_products_on_one_folder_say_so(layout: Layout) -> None:
    with hold(layout, port=8123, run_id="first") as previous:
        assert previous is None
        assert is_held(layout)
        with pytest.raises(LauncherError, match="already runs") as caught:
            hold(layout, port=8124, run_id="second").__enter__()
        assert "http://127.0.0.1:8123" in caught.value.sentence
        assert "--data" in caught.value.fix
    assert not is_held(layout)
    assert read_holder(layout) is None


def test_the_lock_of_a_killed_product_heals_and_names_it(layout: Layout) -> None:
    command = [sys.executable, "-c", _HOLDER, str(layout.data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert is_held(layout)
        holder.kill()
    assert not is_held(layout)
    with hold(layout, port=8000, run_id="next") as previous:
        assert previous is not None
        assert (previous.run_id, previous.pid) == ("killed", holder.pid)


def test_a_failure_while_held_leaves_no_mark(layout: Layout) -> None:
    with pytest.raises(RuntimeError), hold(layout, port=8000, run_id="failing"):
        raise RuntimeError
    assert read_holder(layout) is None


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"pid": 1}'])
def test_a_broken_lock_file_is_no_obstacle(layout: Layout, content: str) -> None:
    lock_file(layout).write_text(content)
    with hold(layout, port=8000, run_id="next") as previous:
        assert previous is None
