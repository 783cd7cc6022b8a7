"""Polygon: history, quotes and search over REST, trades and bars over its socket."""
