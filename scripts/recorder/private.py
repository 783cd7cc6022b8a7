"""What of an installation may not be in a recording of it."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from scripts.recorder.product import RecordingError

NAME: Final = "Preview"
_SECRETS: Final = ("secret", "token")
"""Fields whose text is a secret wherever it stands; they are emptied."""
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.]*\w")
_CREDITS: Final = "GET /api/v1/demo/provenance"
"""Names the authors of the bundled data as they published them."""
_NOBODY: Final = "somebody@example.org"
_PUBLIC: Final = frozenset({"username", "display"})


class Private:
    """Takes account and secrets out of answers, and refuses what names this machine.

    Parameters
    ----------
    words : sequence of str
        Words that stop the recording: the machine's name and address, the session's cookie.
    folders : sequence of str
        Folders of this machine; a file below one is named as if it lay in `DATA`.
    """

    def __init__(self, words: Sequence[str], folders: Sequence[str] = ()) -> None:
        self._words = tuple(
            re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in words if word
        )
        roots = "|".join(re.escape(folder.rstrip("/")) for folder in folders)
        self._places = re.compile(rf"(?:{roots})(?:/[^\s/\"']+)*/") if roots else None

    def cleaned(self, value: object, what: str) -> object:
        """Return an answer without the account that asked."""
        if what == _CREDITS:
            return value
        found = self._clean(value)
        text = json.dumps(found, ensure_ascii=False)
        for word in self._words:
            if word.search(text):
                raise RecordingError(f"the answer to {what} names this machine")
        return found

    def _clean(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._clean(each) for each in value]
        if isinstance(value, dict):
            return {name: self._field(name, each) for name, each in value.items()}
        return self._text(value) if isinstance(value, str) else value

    def _field(self, name: str, value: Any) -> Any:
        if isinstance(value, str) and name in _PUBLIC:
            return NAME
        return "" if isinstance(value, str) and name in _SECRETS else self._clean(value)

    def _text(self, text: str) -> str:
        found = _ADDRESS.sub(_NOBODY, text)
        return found if self._places is None else self._places.sub("DATA/", found)
