"""The files of a recording: answers under the digest of what they say, and the index to them."""

import hashlib
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

from scripts.recorder.private import Private

RECORDED: Final = "recorded"
_MARK: Final = "__RECORDING__"
_DIGITS: Final = 16
_OK: Final = 200


class Recording:
    """Writes a recording into the folder of a built page.

    Parameters
    ----------
    folder : Path
        Holds `index.html` as the front end's build for a preview leaves it.
    private : Private
        Takes out what may not leave the machine.
    """

    def __init__(self, folder: Path, private: Private) -> None:
        self._page = folder / "index.html"
        self._folder = folder / RECORDED
        self._folder.mkdir()
        self._private = private
        self._answers: dict[str, str] = {}
        self._topics: dict[str, str] = {}

    def __contains__(self, spelled: str) -> bool:
        """Whether a question has its answer."""
        return spelled in self._answers

    def add_answer(self, spelled: str, status: int, body: object) -> None:
        """Keep an answer; equal ones share a file."""
        name = self._write(body, spelled)
        self._answers[spelled] = name if status == _OK else f"{name} {status}"

    def add_topic(self, topic: str, recorded: object) -> None:
        """Keep what came on a topic."""
        self._topics[topic] = self._write(recorded, topic)

    def finish(self, about: Mapping[str, object]) -> None:
        """Write the index, and into the page what the page itself must know."""
        index = {"answers": self._answers, "topics": self._topics}
        (self._folder / "index.json").write_bytes(_bytes(index))
        page = self._page.read_text()
        self._page.write_text(page.replace(_MARK, escape(json.dumps(about), quote=True)))

    def _write(self, value: object, what: str) -> str:
        content = _bytes(self._private.cleaned(value, what))
        name = f"{hashlib.sha256(content).hexdigest()[:_DIGITS]}.json"
        (self._folder / name).write_bytes(content)
        return name


def _bytes(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
