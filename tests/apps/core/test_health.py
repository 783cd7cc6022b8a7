"""Liveness, readiness, metrics."""

from django.test import Client
from rest_framework.test import APIClient


def test_it_is_alive_without_a_database_query(db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/api/v1/health/live").json()["status"] == "alive"


def test_it_is_degraded_but_serves_without_redis(db: None) -> None:
    answer = Client().get("/api/v1/health/ready")
    assert answer.status_code == 200
    body = answer.json()
    assert body["status"] == "degraded"
    assert body["parts"]["database"]["ok"] is True
    assert body["parts"]["redis"]["ok"] is False


def test_metrics_are_for_this_machine_or_people_signed_in(
    alice_api: APIClient, anonymous_api: APIClient
) -> None:
    assert b"django_http" in anonymous_api.get("/api/v1/metrics").content
    assert anonymous_api.get("/api/v1/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert alice_api.get("/api/v1/metrics", REMOTE_ADDR="192.0.2.7").status_code == 200
