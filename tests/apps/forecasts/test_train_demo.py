from django.core.management import call_command

from apps.jobs.models import Job
from tests.apps.forecasts.conftest import add_bars


def test_the_demo_start_asks_for_one_training_per_state_of_the_data(market):
    call_command("train_demo")
    call_command("train_demo")
    job = Job.objects.get()
    assert (job.kind, job.owner_id, job.params) == ("forecasts.train", None, {})
    Job.objects.update(state="done")
    call_command("train_demo")
    assert Job.objects.count() == 1
    add_bars(market.rows["AAA"], market.dates[-1:] + 1, market.closes[-1:, 0])
    call_command("train_demo")
    assert Job.objects.count() == 2
