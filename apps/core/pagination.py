"""Lists in pages: `?limit=&cursor=` answers `{results, next}`."""

from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from typing_extensions import override


@cache
def page_of(row: type[serializers.BaseSerializer[Any]]) -> type[serializers.Serializer[Any]]:
    """Return the shape of a page of rows, for the OpenAPI document."""
    name = row.__name__.removesuffix("Serializer")
    fields = {
        "results": row(many=True),
        "next": serializers.CharField(allow_null=True, help_text="Cursor of the next page."),
        "__doc__": f"A page of {name}.",
    }
    return type(f"{name}PageSerializer", (serializers.Serializer,), fields)


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
        except (ValidationError, ValueError) as error:
            # A cursor that decodes, but whose place is no value of the list's order.
            raise NotFound(self.invalid_cursor_message) from error

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
