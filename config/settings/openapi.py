"""The OpenAPI 3.1 document."""

from typing import Any

from config.settings.base import SIGHTLINE_VERSION

_DESCRIPTION = """
Forecasts, risk and portfolios you can check.

**Sign in.** A program posts a username and password to `/_allauth/app/v1/auth/login` and gets
`meta.session_token`, which it sends as `X-Session-Token`. An answer 401 whose `data.flows` has
`mfa_authenticate` pending asks for a one-time code: post it with the token of that answer to
`/_allauth/app/v1/auth/2fa/authenticate`. A browser uses `browser` in place of `app`: it gets a
cookie session, and sends the value of the cookie `csrftoken` as `X-CSRFToken` with whatever
changes something. Instead of either, a personal token made in Settings is sent as
`Authorization: Bearer`.

**Numbers.** Times are UTC in ISO 8601, fractions are no percentages, losses are positive.

**Types.** Bodies are strict: a number in quotes is a text, and is refused where a number belongs.
In queries and forms everything is text: numbers as JSON writes them, flags as `true` or `false`
(`1` and `0` are taken too); leave out what you do not mean, for an empty value is refused where
none is allowed. Texts hold no character U+0000, and blanks at their ends are dropped.

**Errors** are RFC 9457 problem documents; those of signing in have the form of django-allauth.
""".strip()

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Sightline",
    "DESCRIPTION": _DESCRIPTION,
    "VERSION": SIGHTLINE_VERSION,
    "LICENSE": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "SERVERS": [{"url": "/", "description": "This installation."}],
    "DEFAULT_GENERATOR_CLASS": "apps.core.openapi.generator.DocumentGenerator",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "TAGS": [
        {"name": "alerts", "description": "Rules, what they found, and how it was delivered."},
        {"name": "demo", "description": "Where the data of the demo come from."},
        {"name": "exports", "description": "Downloads as CSV or Parquet."},
        {"name": "features", "description": "Features of a series, and what stands out in them."},
        {"name": "feeds", "description": "Whether each source is up to date."},
        {"name": "forecasts", "description": "Models, their scores and the ledger of forecasts."},
        {"name": "health", "description": "Liveness and readiness."},
        {"name": "history", "description": "Bars."},
        {"name": "home", "description": "What changed, what is watched, what is open."},
        {"name": "instruments", "description": "What has a price, and where it comes from."},
        {"name": "jobs", "description": "Long computations: follow, cancel, retry."},
        {"name": "market", "description": "The market clock: until when the market is known."},
        {"name": "me", "description": "The person who is signed in."},
        {"name": "meta", "description": "Mode and version of this installation."},
        {"name": "metrics", "description": "Prometheus metrics."},
        {"name": "pairs", "description": "Spreads of two instruments."},
        {"name": "pipelines", "description": "Runs of the feature pipeline."},
        {"name": "portfolio", "description": "Weights for a set of instruments."},
        {"name": "prediction", "description": "The newest forecast of an instrument."},
        {"name": "price", "description": "The newest price of an instrument."},
        {
            "name": "quality",
            "description": "Findings in the data; measures and their cross-checks.",
        },
        {"name": "risk", "description": "Volatility, value at risk, drawdown, correlation."},
        {"name": "samples", "description": "What came with the demo."},
        {"name": "settings", "description": "Data providers and their keys, the mail server."},
        {"name": "setup", "description": "The first steps of an installation."},
        {"name": "sign-in", "description": "Sessions, accounts and passwords (django-allauth)."},
        {"name": "second-factor", "description": "One-time codes and recovery codes."},
        {"name": "stream", "description": "The live feed."},
        {"name": "tokens", "description": "Personal API tokens."},
        {"name": "uploads", "description": "Your own price files."},
        {"name": "watchlists", "description": "Ordered lists of instruments."},
        {"name": "ws-ticket", "description": "Tickets for the socket."},
    ],
    "POSTPROCESSING_HOOKS": [
        "apps.core.openapi.headers.add_headers",
        "apps.core.openapi.problems.add_problems",
        "apps.core.openapi.bodies.close_request_bodies",
        "apps.core.openapi.bodies.drop_defaults_of_changes",
        "apps.core.openapi.defaults.open_unions_with_anything",
        "apps.core.openapi.defaults.drop_defaults_of_nothing",
        "apps.realtime.schema.add_events",
        "apps.core.openapi.enums.name_enums",
        "apps.accounts.schema.sign_in.add_sign_in",
    ],
}

# Name of each list of values: one place where it stands, and what it is. Values follow the code.
OPENAPI_ENUMS: dict[str, tuple[str, str]] = {
    "AlertDirection": ("AlertRule.direction", "Side of the threshold that an alert is for."),
    "AlertKind": ("AlertRule.kind", "What an alert rule watches."),
    "AlertRepeat": ("AlertRule.repeat", "Whether a rule fires once or every time."),
    "AlignmentState": ("AlignedColumn.state", "How a feature agrees with the reference engine."),
    "AllocationMethod": ("ShareAllocation.method", "How weights become whole shares."),
    "AssetClass": ("Instrument.asset_class", "Class of an instrument."),
    "ChangesSince": ("Home.since_reason", "From where on changes are counted."),
    "ChannelType": ("AlertChannel.type", "Where an alert is delivered to."),
    "CheckedInterval": ("Finding.interval", "Intervals whose stored bars are checked."),
    "ClockAction": ("ClockSetRequest.action", "What a replay of the market does next."),
    "CorporateAction": ("Action.kind", "Kind of a corporate action."),
    "CovarianceModel": ("OptimizeRequest.covariance", "Estimator of the covariance."),
    "Currency": ("PortfolioRiskQueryRequest.currency", "A currency of ISO 4217, or a coin."),
    "DateOrder": ("UploadPreview.date_order", "Order of year, month and day in a file."),
    "DecimalMark": ("UploadPreview.decimal", "Mark before the fraction of a number."),
    "ExpectedReturns": ("OptimizeRequest.expected_returns", "Estimator of expected returns."),
    "ExportFormat": ("exports_bars_retrieve.format", "File format of a download."),
    "ExtremeSide": ("NewExtreme.side", "Whether a close is the highest or the lowest."),
    "FeatureEngine": ("Engine.name", "What computes features."),
    "FeatureName": ("FeatureDefinition.name", "Name of a feature."),
    "FeatureUnit": ("FeatureDefinition.unit", "Unit of a feature."),
    "FeaturesSource": ("Features.source", "Whether features were stored or computed now."),
    "FindingCheck": ("Finding.check", "The check that found something in the data."),
    "FindingSeverity": ("Finding.severity", "How serious a finding is."),
    "FindingState": ("Finding.state", "What became of a finding."),
    "ForecastDirection": ("Prediction.direction", "Where a forecast points, if it has an edge."),
    "ForecastInterval": ("Prediction.interval", "Step of a forecast."),
    "ForecastModel": ("prediction_retrieve.model", "A model that forecasts."),
    "Freshness": ("Quote.freshness", "How fresh a price is."),
    "FrontierMethod": ("Optimization.frontier_method", "How the efficient frontier was computed."),
    "HedgeMethod": ("PairAnalytics.method", "How the hedge ratio is estimated."),
    "Interval": ("history_retrieve.interval", "Length of a bar."),
    "IntervalMethod": ("Prediction.interval_method", "How forecast intervals are made."),
    "JobState": ("Job.state", "State of a job."),
    "KeyOrigin": ("KeyInfo.origin", "Where a provider's key comes from."),
    "MailOrigin": ("MailSettings.origin", "Where the mail server comes from."),
    "MailSecurity": ("MailServer.security", "How a mail server is talked to."),
    "MarketMode": ("MarketClock.mode", "Whether the market is live or replayed."),
    "MeasureUnit": ("Measure.unit", "Unit of a measure."),
    "Objective": ("OptimizeRequest.objective", "What an optimisation optimises."),
    "PairTestState": ("PairAdf.state", "Whether a pair was tested, or why not."),
    "SampleKind": ("Sample.kind", "What a sample of the demo is."),
    "ScanState": ("ScannedPair.state", "Whether a pair or a leg was tested, or why not."),
    "PairSignal": ("PairAnalytics.signal", "What the spread of a pair suggests."),
    "Palette": ("DisplaySettings.palette", "Colours of gains and losses."),
    "Period": ("history_retrieve.period", "How far back, counted from the last bar."),
    "ProductMode": ("Meta.mode", "Whether this installation has demo or live data."),
    "ProviderState": ("Provider.state", "State of a data provider."),
    "QuotedUnit": ("UploadAskRequest.currency", "A currency, or a part of one that is quoted."),
    "ReadinessStatus": ("Ready.status", "Whether the product can serve."),
    "RiskExportPart": ("exports_risk_retrieve.part", "Which part of a risk answer to download."),
    "RiskMethod": ("Risk.method", "How value at risk is estimated."),
    "SetupName": ("SetupStep.name", "A first step of an installation."),
    "SetupState": ("SetupStep.state", "How far a first step is."),
    "ShockDistribution": ("risk_garch_retrieve.distribution", "Distribution of the shocks."),
    "SkillVerdict": ("Skill.verdict", "How a model compares with a random walk."),
    "StreamAction": ("StreamRequest.action", "What a client asks of the socket."),
    "StreamFrameType": ("StreamFrame.type", "Kind of a frame of the socket."),
    "Theme": ("DisplaySettings.theme", "Colours of the screens."),
    "TokenScope": ("Token.scope", "What a personal token allows."),
    "TrafficLight": ("MethodBacktest.light", "Basel traffic light of a backtest."),
    "TrainableModel": ("TrainRequest.models", "A model that is trained on daily prices."),
    "UploadInterval": ("UploadResult.interval", "Length of the bars of a file."),
    "VolatilityMeasure": ("AlertRule.measure", "Past volatility, or the predicted one."),
    "VolatilityModel": ("risk_garch_retrieve.model", "Model of conditional volatility."),
}
