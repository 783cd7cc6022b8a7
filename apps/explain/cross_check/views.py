"""Routes of the alignment of both engines."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle
from apps.explain.cross_check.records import (
    alignment_get,
    alignment_rows,
    alignment_submit,
    detail_data,
    run_data,
)
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job


class AlignmentSerializer(serializers.Serializer[Any]):
    """One comparison of both engines over all measures."""

    id = serializers.IntegerField()
    nightly = serializers.BooleanField(help_text="Of the system's instruments, by schedule.")
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField()
    passed = serializers.BooleanField(help_text="Whether the score reaches 0.95.")
    measures = serializers.IntegerField(help_text="Measures by second engines.")
    failing = serializers.IntegerField()
    symbols = serializers.IntegerField()
    compared = serializers.IntegerField(help_text="Single values.")
    score = serializers.FloatField(help_text="Share of measures whose engines agree.")
    code = serializers.CharField(help_text="Digest of the numeric code.")


class AlignmentRowSerializer(serializers.Serializer[Any]):
    """One measure by one second engine."""

    key = serializers.CharField()
    measure = serializers.CharField()
    title = serializers.CharField()
    engine = serializers.CharField()
    tolerance = serializers.FloatField(help_text="Largest relative difference allowed.")
    samples = serializers.IntegerField()
    values = serializers.IntegerField()
    failed = serializers.IntegerField(help_text="Samples beyond the tolerance.")
    refused = serializers.IntegerField(help_text="Samples for which the product gives no value.")
    passed = serializers.BooleanField()
    absolute = serializers.FloatField(allow_null=True)
    relative = serializers.FloatField(allow_null=True)
    gap = serializers.BooleanField(help_text="One engine had a value where the other had none.")
    worst = serializers.CharField(allow_blank=True, help_text="Where they are farthest apart.")
    first = serializers.FloatField(allow_null=True)
    second = serializers.FloatField(allow_null=True)


class AlignmentDetailSerializer(AlignmentSerializer):
    """A comparison with its table."""

    rows = AlignmentRowSerializer(many=True)
    catalogued = serializers.IntegerField(help_text="Measures in the catalogue.")


class AlignmentResultSerializer(serializers.Serializer[Any]):
    """What the job answers."""

    measures = serializers.IntegerField()
    failing = serializers.ListField(child=serializers.CharField())
    symbols = serializers.IntegerField()
    compared = serializers.IntegerField()
    score = serializers.FloatField()


class AlignmentsView(IdempotentPostMixin, APIView):
    """Comparisons of both engines."""

    token_scopes = scopes(get="read", post="read")
    throttle_classes = (ComputeThrottle,)

    @extend_schema(operation_id="quality_alignment_list", responses=page_of(AlignmentSerializer))
    def get(self, request: Request) -> Response:
        """List alignment runs, the nightly ones and yours, newest first."""
        page = CursorPage()
        page.ordering = "-pk"
        rows = alignment_rows(user_id=user_id(request))
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response([run_data(row) for row in found or ()])

    @override
    @extend_schema(request=None, responses={200: AlignmentResultSerializer, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Compare both engines of every measure now, over all that you see; a job."""
        return respond_with_job(request, alignment_submit(user_id=user_id(request)))


class AlignmentRunView(APIView):
    """One comparison."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=AlignmentDetailSerializer)
    def get(self, request: Request, run_id: int) -> Response:
        """Return an alignment run with every measure, its worst case and its tolerance."""
        return Response(detail_data(alignment_get(run_id=run_id, user_id=user_id(request))))
