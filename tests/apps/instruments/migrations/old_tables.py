"""Tables inside their primary key as the first migrations made them."""

# Word for word what the first migrations made, and what SQLite 3.40 calls full of NULLs.
OLD = {
    "market_bar": 'CREATE TABLE "{}" ("interval_s" integer NOT NULL, "timestamp_us" bigint'
    ' NOT NULL, "open" real NULL, "high" real NULL, "low" real NULL, "close" real NOT NULL,'
    ' "volume" real NULL, "vwap" real NULL, "trades" integer NULL, "settled" bool NOT NULL,'
    ' "instrument_id" bigint NOT NULL REFERENCES "market_instrument" ("id")'
    ' DEFERRABLE INITIALLY DEFERRED, "wire" text NULL,'
    ' PRIMARY KEY ("instrument_id", "interval_s", "timestamp_us")) WITHOUT ROWID',
    "market_series_version": 'CREATE TABLE "{}" ("interval_s" integer NOT NULL,'
    ' "version" bigint NOT NULL, "instrument_id" bigint NOT NULL REFERENCES'
    ' "market_instrument" ("id") DEFERRABLE INITIALLY DEFERRED,'
    ' PRIMARY KEY ("instrument_id", "interval_s")) WITHOUT ROWID',
}
