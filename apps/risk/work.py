"""Fits of volatility models; only workers load this file and `arch` with it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from apps.core.clock import day_start
from apps.core.errors import UnprocessableError
from apps.instruments.calendars import next_sessions
from apps.instruments.selectors import instrument_get
from apps.instruments.types import Period
from apps.jobs.types import JobContext, JobOutcome
from apps.risk.answers.points import points
from apps.risk.answers.volatility import Garch, GarchParameter, GarchStep
from apps.risk.questions import GarchQuestion
from apps.risk.selectors import series_history
from apps.risk.types import ReturnHistory
from ml.errors import NumericError
from ml.series.annualise import annualise_volatility
from ml.volatility.garch import GarchFit, fit_garch

STEPS = 5


def garch(context: JobContext) -> JobOutcome[Garch]:
    """Fit a GARCH, GJR or EGARCH model to a symbol's daily returns and forecast 1 to 5 days."""
    asked = context.question(GarchQuestion)
    context.step("Read history")
    history = series_history(symbol=asked.symbol, user_id=context.owner_id, period=asked.period)
    context.step("Fit the model", f"{asked.model} on {history.sample.size} returns")
    fit = _fit(history, asked)
    context.step("Forecast")
    instrument = instrument_get(symbol=asked.symbol, user_id=context.owner_id)
    targets = next_sessions(instrument, history.dates[-1].item(), STEPS)
    return JobOutcome(_answer(history, fit, asked.period, targets))


def _fit(history: ReturnHistory, asked: GarchQuestion) -> GarchFit:
    try:
        return fit_garch(
            history.sample, model=asked.model, distribution=asked.distribution, steps=STEPS
        )
    except NumericError as error:
        raise UnprocessableError(
            f"{asked.model} does not fit {asked.symbol} over {asked.period}: {error}. "
            "Choose a longer period or another model.",
            code="not_converged",
        ) from error


def _answer(
    history: ReturnHistory, fit: GarchFit, period: Period, targets: Sequence[datetime]
) -> Garch:
    factor = history.periods_per_year
    return Garch(
        symbol=history.symbols[0],
        model=fit.model,
        distribution=fit.distribution,
        as_of=day_start(history.dates[-1].item()),
        period=period,
        period_start=day_start(history.sample_dates[0].item()),
        observations=fit.observations,
        calendar_factor=factor,
        source=history.source,
        simulated=False,
        standard_errors="robust",
        parameters=tuple(GarchParameter(**asdict(one)) for one in fit.parameters),
        log_likelihood=fit.log_likelihood,
        aic=fit.aic,
        bic=fit.bic,
        persistence=fit.persistence,
        unconditional_volatility=fit.unconditional_volatility,
        conditional_volatility=points(history.sample_dates[1:], fit.conditional_volatility),
        forecast=tuple(
            GarchStep(step, target, volatility, annualise_volatility(volatility, factor))
            for step, (target, volatility) in enumerate(
                zip(targets, fit.forecast.tolist(), strict=True), start=1
            )
        ),
    )
