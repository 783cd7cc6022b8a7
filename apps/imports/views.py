"""Routes of uploads."""

from pathlib import PurePath
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.web.bodies import body_of
from apps.core.web.handler import too_large
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle, UserBurstThrottle
from apps.imports.answers import Uploaded, UploadPreview, UploadResult
from apps.imports.selectors import upload_preview, uploaded_answer, uploaded_rows
from apps.imports.serializers import UploadAskSerializer, UploadLookSerializer
from apps.imports.services import bars_import, symbol_check, upload_delete, upload_submit
from apps.imports.types import MAX_BYTES, Ask
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job

# What is read while its sender waits; more goes to a worker.
INLINE_BYTES: Final = 512 * 1024


def _asked(shape: Any, request: Request) -> dict[str, Any]:
    sent = body_of(shape, request)
    found: dict[str, Any] = dict(sent.validated_data)
    if found["file"].size > MAX_BYTES:
        raise too_large(MAX_BYTES)
    return found


class UploadPreviewView(APIView):
    """A look at a file's beginning."""

    token_scopes = scopes(post="read")
    parser_classes = (MultiPartParser,)
    throttle_classes = (UserBurstThrottle, ComputeThrottle)

    @extend_schema(request=UploadLookSerializer, responses=UploadPreview)
    def post(self, request: Request) -> Response:
        """Preview how a price file would be read; its first 64 KiB are enough."""
        asked = _asked(UploadLookSerializer, request)
        return Response(upload_preview(owner_id=user_id(request), **asked))


class UploadBarsView(IdempotentPostMixin):
    """Bars from a file."""

    token_scopes = scopes(post="write")
    parser_classes = (MultiPartParser,)
    throttle_classes = (UserBurstThrottle, ComputeThrottle)

    @override
    @extend_schema(request=UploadAskSerializer, responses={200: UploadResult, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Keep the bars of a CSV under a symbol that only you see; a large file is a job."""
        asked = _asked(UploadAskSerializer, request)
        file, person = asked.pop("file"), user_id(request)
        ask = Ask(filename=_safe_name(file.name), **_upper(asked))
        symbol_check(symbol=ask.symbol, owner_id=person)
        if file.size <= INLINE_BYTES:
            return Response(
                bars_import(
                    file=file, size=file.size, ask=ask, owner_id=person, progress=_ignore_progress
                )
            )
        return respond_with_job(
            request, upload_submit(chunks=file.chunks(), ask=ask, owner_id=person)
        )


def _ignore_progress(step: str, share: float) -> None:
    """Report no progress: the sender waits for the response itself."""


def _safe_name(name: str | None) -> str:
    """Return the last part of a file's name, printable."""
    last = PurePath((name or "").replace("\\", "/")).name
    return "".join(mark for mark in last if mark.isprintable())[:80] or "bars.csv"


def _upper(asked: dict[str, Any]) -> dict[str, Any]:
    # A unit keeps its case: GBp is a penny and GBP a pound.
    return asked | {"symbol": asked["symbol"].strip().upper()}


class UploadListView(APIView):
    """Instruments of one's own."""

    token_scopes = scopes(get="read")

    @extend_schema(operation_id="uploads_list", responses=page_of(Uploaded))
    def get(self, request: Request) -> Response:
        """List your uploaded instruments, by symbol."""
        page = CursorPage()
        page.ordering = ("symbol", "id")
        rows = page.paginate_queryset(uploaded_rows(user_id=user_id(request)), request, view=self)
        return page.get_paginated_response([uploaded_answer(row) for row in rows or ()])


class UploadView(APIView):
    """One instrument of one's own."""

    token_scopes = scopes(delete="write")

    @extend_schema(responses={204: None})
    def delete(self, request: Request, symbol: str) -> Response:
        """Delete an instrument that you uploaded, with all of its bars."""
        upload_delete(symbol=symbol, owner_id=user_id(request))
        return Response(status=204)
