"""Lists in pages: `?limit=&cursor=` answers `{results, next}`."""

import re
from base64 import b64decode
from dataclasses import make_dataclass
from functools import cache
from typing import Annotated, Any, Final
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from typing_extensions import Doc, override

from apps.core.errors import BadRequestError, FieldProblem
from apps.core.typed.hints import component_of

_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_CURSOR_PARTS: Final = frozenset({"o", "r", "p"})


_NEXT: Final = "Cursor of the next page."


@cache
def page_of(row: type) -> type:
    """Return the shape of a page of rows, for the OpenAPI document.

    Parameters
    ----------
    row : type
        The dataclass of a row, or the serializer that describes one.
    """
    name = component_of(row).removesuffix("Serializer")
    about = {"__doc__": f"A page of {name}."}
    if not issubclass(row, serializers.BaseSerializer):
        # The arguments are values here: a type that is known only now is no annotation.
        rows: Any = tuple[row, ...]  # type: ignore[valid-type]
        fields = [("results", rows), ("next", Annotated[str | None, Doc(_NEXT)])]
        return make_dataclass(f"{name}Page", fields, namespace=about, frozen=True)
    members = {
        "results": row(many=True),
        "next": serializers.CharField(allow_null=True, help_text=_NEXT),
    }
    return type(f"{name}PageSerializer", (serializers.Serializer,), about | members)


class CursorPage(CursorPagination):
    """Cursor pages, newest first unless the view orders otherwise; `next` is the next cursor."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"
    cursor_query_param = "cursor"
    ordering: Any = "-created_at"
    invalid_cursor_message = "The cursor is not one of ours. Leave it out to start over."

    @override
    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view=view)
        except (NotFound, ValidationError, ValueError, OverflowError) as error:
            # A cursor that does not decode, or whose place is no value of the list's order.
            raise self._unknown_cursor() from error

    @override
    def get_page_size(self, request: Request) -> int:
        """Return how many rows were asked for; the framework takes the default for nonsense."""
        text = request.query_params.get(self.page_size_query_param)
        if text is None:
            return self.page_size
        digits = _WHOLE.fullmatch(text)
        if not digits or not 1 <= int(text) <= self.max_page_size:
            message = f"A page has 1 to {self.max_page_size} rows."
            raise BadRequestError(
                f"limit: {message}",
                code="invalid_input",
                errors=[FieldProblem(self.page_size_query_param, message)],
            )
        return int(text)

    @override
    def decode_cursor(self, request: Request) -> Any:
        """Return the cursor of a request; the framework drops what is no base64 from it."""
        text = request.query_params.get(self.cursor_query_param) or ""
        try:
            place = parse_qs(b64decode(text, validate=True).decode(), strict_parsing=bool(text))
        except ValueError as error:
            raise self._unknown_cursor() from error
        if not place.keys() <= _CURSOR_PARTS:
            raise self._unknown_cursor()
        return super().decode_cursor(request)

    def _unknown_cursor(self) -> BadRequestError:
        return BadRequestError(
            f"cursor: {self.invalid_cursor_message}",
            code="invalid_input",
            errors=[FieldProblem(self.cursor_query_param, self.invalid_cursor_message)],
        )

    @override
    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self.next_cursor()})

    def next_cursor(self) -> str | None:
        """Return the cursor of the next page alone, not a whole link."""
        link = self.get_next_link()
        return parse_qs(urlsplit(link).query)[self.cursor_query_param][0] if link else None

    @override
    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {
                "results": schema,
                "next": {"type": ["string", "null"], "description": "Cursor of the next page."},
            },
        }
