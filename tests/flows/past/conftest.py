"""The market that is asked about, and work that is done at once."""

from datetime import timedelta
from uuid import UUID

import pytest

from apps.accounts.models import User
from apps.instruments import market_clock
from apps.instruments.services import watchlist_create
from apps.instruments.store import actions_replace
from celery_worker.attempt import attempt
from celery_worker.tracked import work_of
from tests.flows.past.market import DAY, EXCHANGE, id_of, split
from tests.flows.world import build_market, make_instrument, store_closes, walk


@pytest.fixture
def market(alice: User) -> None:
    build_market()
    store_closes(make_instrument("SPLIT"), walk(8, 700))
    store_closes(make_instrument("SHOP", calendar=EXCHANGE, provider="yahoo"), walk(9, 700))
    actions = [split(DAY - timedelta(days=40), 0.5), split(DAY + timedelta(days=40), 0.25)]
    actions_replace(instrument_id=id_of("SPLIT"), rows=actions)
    symbols = ["AAA", "SPLIT", "SHOP", "COIN"]
    watchlist_create(owner_id=alice.pk, name="Watched", symbols=symbols)


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do each job where it is submitted, at the present, as a worker is in another process."""

    def do(*, job_id: UUID, task: str, queue: str) -> None:
        token = market_clock._past.set(None)
        attempt(job_id, work_of(task))
        market_clock._past.reset(token)

    monkeypatch.setattr("apps.jobs.services.enqueue_on_commit", do)
