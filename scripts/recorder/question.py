"""One question to the API, and the one spelling of it that the page looks up."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import quote

API: Final = "/api/v1"
Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; `path` is decoded and begins with `/`."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    method: Method = "GET"
    body: object = None

    @property
    def address(self) -> str:
        """The path as it is sent, without its query."""
        return quote(self.path)

    @property
    def spelled(self) -> str:
        """Method, path, sorted query and body; `backend/preview/question.ts` spells the same."""
        pairs = "&".join(sorted(f"{name}={value}" for name, value in self.query.items()))
        said = "" if self.body is None else f" {_compact(self.body)}"
        return f"{self.method} {self.path}{'?' if pairs else ''}{pairs}{said}"


def get(path: str, **query: object) -> Question:
    """Return a GET below the API; what is None is not asked."""
    asked = {name: _text(value) for name, value in query.items() if value is not None}
    return Question(API + path, asked)


def post(path: str, body: object) -> Question:
    """Return a POST below the API that only reads."""
    return Question(API + path, method="POST", body=body)


def _text(value: object) -> str:
    # As JavaScript writes it in an address.
    return str(value).lower() if isinstance(value, bool) else str(value)


def _compact(body: object) -> str:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
