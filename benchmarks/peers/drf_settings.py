"""The same settings with the peer's one route."""

from benchmarks.peers.settings import *  # noqa: F403  settings are names

ROOT_URLCONF = "benchmarks.peers.drf_history"
