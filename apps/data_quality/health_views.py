"""Routes that show data health, now or as of a past moment."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.permissions import person
from apps.accounts.provider_keys import is_owner
from apps.core.web.bodies import query_of
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.data_quality.answers import FindingAnswer, FindingLook, Health
from apps.data_quality.mappers import finding_from_record, finding_from_row
from apps.data_quality.previewing import finding_preview
from apps.data_quality.responses import finding_answer, look_answer, series_answer
from apps.data_quality.selectors import (
    finding_get,
    finding_rows,
    findings_then,
    health_summary,
    series_list,
)
from apps.data_quality.serializers import FindingQuerySerializer
from apps.instruments.market_clock import past_asked


class FindingPage(CursorPage):
    """Findings, the newest first."""

    ordering = "-pk"


class RecordPage(FindingPage):
    """Findings as they stood, the newest first."""

    ordering = "-finding_id"


def _page(request: Request, view: APIView) -> tuple[FindingPage, list[FindingAnswer]]:
    """Return a page of the findings that are asked for, as they stand or stood."""
    asked, person_id = query_of(FindingQuerySerializer, request).asked(), user_id(request)
    if past_asked() is None:
        page = FindingPage()
        rows = page.paginate_queryset(
            finding_rows(user_id=person_id, asked=asked), request, view=view
        )
        found = [finding_from_row(row) for row in rows]
    else:
        page = RecordPage()
        records = page.paginate_queryset(
            findings_then(user_id=person_id, asked=asked), request, view=view
        )
        found = [finding_from_record(record) for record in records]
    owner = is_owner(user=person(request))
    return page, [finding_answer(one, owner=owner) for one in found]


class FindingsView(APIView):
    """Findings alone."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "as they stood by then: a later repair, dismissal or check is not in them."

    @extend_schema(
        operation_id="quality_findings_list",
        parameters=[FindingQuerySerializer],
        responses=page_of(FindingAnswer),
    )
    def get(self, request: Request) -> Response:
        """List findings, the newest first."""
        page, found = _page(request, self)
        return page.get_paginated_response(found)


class HealthView(APIView):
    """How well the data are."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "as the last check by then left it."

    @extend_schema(parameters=[FindingQuerySerializer], responses=Health)
    def get(self, request: Request) -> Response:
        """Return findings with their evidence, the summary and how far each series reaches.

        `limit` bounds the series as well; `summary.series` says how many there are.
        """
        return Response(self.health(request))

    def health(self, request: Request) -> Health:
        """Return what the person may see of it."""
        page, found = _page(request, self)
        asked = query_of(FindingQuerySerializer, request).asked()
        person, most = user_id(request), page.get_page_size(request)
        series = series_list(user_id=person, symbol=asked.symbol, most=most)
        return Health(
            results=tuple(found),
            next=page.next_cursor(),
            summary=health_summary(user_id=person),
            series=tuple(series_answer(one) for one in series),
        )


class FindingView(APIView):
    """One finding."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = (
        "as it stood by then, with bars up to then, whose values are those of today: what a"
        " correction of bars replaced is not kept."
    )

    @extend_schema(responses=FindingLook)
    def get(self, request: Request, finding_id: int) -> Response:
        """Return a finding with the bars around it and what its repair would change."""
        finding = finding_get(finding_id=finding_id, user_id=user_id(request))
        return Response(
            look_answer(finding, finding_preview(finding), owner=is_owner(user=person(request)))
        )
