"""A Python client made by openapi-python-client has every operation, and works."""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.cache import cache

from apps.accounts.models import User
from apps.alerts.models import AlertRule
from tests.clients.tools import operations, run_python, served_document
from tests.flows.world import build_market

PACKAGE = "sightline_client"
PASSWORD = "alice-long-password"
# The generator's own file passes `*args: object` to `__exit__`; nothing of the document is in it.
_TEMPLATE_FAULT = re.compile(r"/client\.py:\d+: error: Argument 1 to \"__a?exit__\"")


@pytest.fixture(scope="session")
def package(document_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The generated package, importable."""
    folder = tmp_path_factory.mktemp("python-client")
    (folder / "config.yaml").write_text("post_hooks: []\n")
    options = ("--meta", "none", "--config", "config.yaml", "--fail-on-warning")
    command = ("-m", "openapi_python_client", "generate", "--path", str(document_file))
    done = run_python(*command, "--output-path", PACKAGE, *options, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield folder / PACKAGE
    sys.path.remove(str(folder))


@pytest.fixture(scope="session")
def api(package: Path) -> ModuleType:
    return importlib.import_module(PACKAGE)


def _operation(name: str) -> Any:
    """Return the module of an operation, by `tag.operation_id`."""
    return importlib.import_module(f"{PACKAGE}.api.{name}")


def _models() -> Any:
    return importlib.import_module(f"{PACKAGE}.models")


def test_no_operation_is_dropped(package: Path) -> None:
    made = {file.stem for file in (package / "api").rglob("*.py")} - {"__init__"}
    assert made == {found["operationId"] for found in operations(served_document()).values()}


def test_members_of_enums_have_names(package: Path) -> None:
    text = "".join(file.read_text() for file in (package / "models").glob("*.py"))
    assert not re.findall(r"VALUE_\d+", text)


@pytest.mark.slow
def test_it_type_checks(package: Path) -> None:
    config = package.parent / "mypy.ini"
    config.write_text("[mypy]\nstrict = True\n")
    options = ("--config-file", str(config), "--cache-dir", str(package.parent / ".mypy"))
    done = run_python("-m", "mypy", *options, PACKAGE, folder=package.parent)
    errors = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert [line for line in errors if not _TEMPLATE_FAULT.search(line)] == []


@pytest.fixture
def signed_in(
    api: ModuleType, live_server: Any, worker: None, settings: Any, tmp_path: Path
) -> Iterator[Any]:
    """A client that signed in with a password, as an app does."""
    settings.PANEL_DIR = tmp_path / "panel"
    build_market()
    User.objects.create_user("alice", "alice@example.org", PASSWORD)
    cache.clear()  # signing in is throttled
    body = _models().SignInRequest(username="alice", password=PASSWORD)
    with api.Client(base_url=live_server.url, raise_on_unexpected_status=True) as door:
        answer = _operation("sign_in.app_sign_in").sync(client=door, body=body)
    assert answer.data.user.username == "alice"
    client = api.AuthenticatedClient(
        base_url=live_server.url,
        token=answer.meta.session_token,
        prefix="",
        auth_header_name="X-Session-Token",
        raise_on_unexpected_status=True,
    )
    with client:
        yield client


def _ask(client: Any, name: str, /, *place: Any, **fields: Any) -> Any:
    return _operation(name).sync(*place, client=client, **fields)


def _change_a_threshold(client: Any) -> None:
    models = _models()
    made = _ask(
        client,
        "alerts.alerts_rules_create",
        body=models.AlertRuleWriteRequest(
            kind=models.AlertKind.PRICE, symbol="AAA", direction=models.AlertDirection.BELOW,
            threshold=50.0, repeat=models.AlertRepeat.ONCE, cooldown_s=77, name="Mine",
        ),
    )  # fmt: skip
    before = dict(AlertRule.objects.values().get(pk=made.id))
    change = models.PatchedAlertRuleWriteRequest(threshold=40.0)
    assert change.to_dict() == {"threshold": 40.0}
    changed = _ask(client, "alerts.alerts_rules_partial_update", made.id, body=change)
    assert (changed.threshold, changed.direction, changed.cooldown_s) == (40.0, "below", 77)
    after = dict(AlertRule.objects.values().get(pk=made.id))
    assert {name for name in before if before[name] != after[name]} <= {
        "threshold", "armed", "last_fired_at", "seen_until", "market_time", "updated_at",
    }  # fmt: skip


def _optimise_and_follow_the_job(client: Any) -> None:
    models, optimise = _models(), _operation("portfolio.portfolio_optimize_create")
    body = models.OptimizeRequestRequest(
        symbols=["AAA", "BBB"], objective=models.Objective.EQUAL_WEIGHT
    )
    done = optimise.sync(client=client, body=body, idempotency_key="first")
    assert done.weights.additional_properties == {"AAA": 0.5, "BBB": 0.5}
    again = optimise.sync_detailed(client=client, body=body, idempotency_key="first")
    assert again.headers["Idempotent-Replay"] == "true"
    assert again.parsed == done
    jobs = _ask(client, "jobs.jobs_list", state=models.JobState.DONE).results
    job = _ask(client, "jobs.jobs_retrieve", next(iter(jobs)).id)
    assert (job.state, job.progress) == (models.JobState.DONE, 1.0)
    assert job.result["weights"] == {"AAA": 0.5, "BBB": 0.5}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_works_from_signing_in_to_signing_out(signed_in: Any) -> None:
    models = _models()
    body = models.WatchlistWriteRequest(name="Growth", symbols=["aaa", "BBB"])
    assert _ask(signed_in, "watchlists.watchlists_create", body=body).symbols == ["AAA", "BBB"]
    wanted = {"symbol": "aaa", "period": models.Period.YEAR_1, "interval": models.Interval.DAY_1}
    history = _operation("history.history_retrieve").sync_detailed(client=signed_in, **wanted)
    assert (history.parsed.symbol, history.parsed.interval) == ("AAA", models.Interval.DAY_1)
    assert len(history.parsed.bars) > 200
    unchanged = _operation("history.history_retrieve").sync_detailed(
        client=signed_in, if_none_match=history.headers["ETag"], **wanted
    )
    assert unchanged.status_code == 304
    _change_a_threshold(signed_in)
    _optimise_and_follow_the_job(signed_in)
    problem = _ask(signed_in, "price.price_retrieve", symbol="NOPE")
    assert (type(problem), problem.code) == (models.Problem, "unknown_symbol")
    gone = _operation("sign_in.app_sign_out").sync_detailed(client=signed_in)
    assert (gone.status_code, gone.parsed.meta.is_authenticated) == (401, False)
    assert _ask(signed_in, "me.me_retrieve").status == 401
