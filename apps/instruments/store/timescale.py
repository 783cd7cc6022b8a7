"""What TimescaleDB adds where its extension is there; elsewhere nothing here does anything.

The table of ticks becomes a hypertable. Its key has to hold the time as well; a venue's trade id
fixes its time, so a trade is still stored once, however often it comes. Old chunks are compressed
and dropped by policies. Two continuous aggregates fold the same ticks inside the database: prices
and counts equal those of the live bars exactly, sums to the last bits, for their order is free.
"""

from typing import Final

from django.db import connection

_MINUTE_US: Final = 60_000_000
_HOUR_US: Final = 60 * _MINUTE_US
CHUNK_US: Final = 6 * _HOUR_US
COMPRESS_AFTER_US: Final = 12 * _HOUR_US
REFRESH_BACK_US: Final = 2 * _HOUR_US
"""Late trades change bars so far back."""
AGGREGATES: Final = {"market_tick_1m": _MINUTE_US, "market_tick_5m": 5 * _MINUTE_US}

_HYPERTABLE: Final = (
    "ALTER TABLE market_tick DROP CONSTRAINT IF EXISTS market_tick_pkey",
    (
        "ALTER TABLE market_tick ADD CONSTRAINT market_tick_pkey"
        " PRIMARY KEY (venue, symbol, trade_id, timestamp_us)"
    ),
    (
        "SELECT create_hypertable('market_tick', 'timestamp_us',"
        f" chunk_time_interval => BIGINT '{CHUNK_US}', migrate_data => true, if_not_exists => true)"
    ),
    (
        "CREATE OR REPLACE FUNCTION market_now_us() RETURNS BIGINT LANGUAGE SQL STABLE AS"
        " $$ SELECT (extract(epoch FROM now()) * 1000000)::BIGINT $$"
    ),
    "SELECT set_integer_now_func('market_tick', 'market_now_us', replace_if_exists => true)",
    (
        "ALTER TABLE market_tick SET (timescaledb.compress,"
        " timescaledb.compress_segmentby = 'venue, symbol',"
        " timescaledb.compress_orderby = 'trade_id, timestamp_us')"
    ),
    (
        "SELECT add_compression_policy('market_tick',"
        f" compress_after => BIGINT '{COMPRESS_AFTER_US}', if_not_exists => true)"
    ),
)
_AGGREGATE: Final = (
    (
        "CREATE MATERIALIZED VIEW IF NOT EXISTS {name} WITH (timescaledb.continuous) AS"
        " SELECT venue, symbol, time_bucket(BIGINT '{step}', timestamp_us) AS start_us,"
        " first(price, trade_id) AS open, max(price) AS high, min(price) AS low,"
        " last(price, trade_id) AS close, sum(quantity) AS volume,"
        " sum(price * quantity) / sum(quantity) AS vwap, count(*) AS trades"
        " FROM market_tick GROUP BY venue, symbol, start_us WITH NO DATA"
    ),
    (
        "SELECT add_continuous_aggregate_policy('{name}',"
        f" start_offset => BIGINT '{REFRESH_BACK_US}', end_offset => BIGINT '{{step}}',"
        " schedule_interval => INTERVAL '1 minute', if_not_exists => true)"
    ),
)


def is_installed() -> bool:
    """Return whether the database has the extension."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'")
        return cursor.fetchone() is not None


def is_hypertable() -> bool:
    """Return whether the ticks lie in chunks."""
    if not is_installed():
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM timescaledb_information.hypertables"
            " WHERE hypertable_name = 'market_tick'"
        )
        return cursor.fetchone() is not None


def statements() -> list[str]:
    """Return what turns the plain table into the hypertable with its aggregates, in order."""
    found = list(_HYPERTABLE)
    for name, step in AGGREGATES.items():
        found += [statement.format(name=name, step=step) for statement in _AGGREGATE]
    return found


def install() -> bool:
    """Make the hypertable, its policies and its aggregates; may be called again.

    Returns
    -------
    bool
        Whether the extension is there.
    """
    if not is_installed():
        return False
    if not is_hypertable():
        with connection.cursor() as cursor:
            for statement in statements():
                cursor.execute(statement)
    return True


def retention_set(*, keep_us: int) -> None:
    """Drop chunks whose ticks are all older."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT remove_retention_policy('market_tick', if_exists => true)")
        cursor.execute(
            "SELECT add_retention_policy('market_tick', drop_after => %s::BIGINT)", [keep_us]
        )
