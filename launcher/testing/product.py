"""A running product for the browser tests: its own data folder, a spare port."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from launcher.layout import Layout
from launcher.running.own_product import own_product
from launcher.testing.ports import reserved_port

# Stories have one past, and bring their own lists, rules and runs.
_CALM = {
    "SIGHTLINE_REPLAY": "off",
    "SIGHTLINE_SAMPLES": "off",
    "SIGHTLINE_SIMULATED_TRADES_PERCENT": "25",
}


@contextmanager
def running_product(layout: Layout, env: Mapping[str, str]) -> Iterator[str]:
    """Start the product as a user does; gives its URL, and stops it with the block.

    The demo's market stands still and has no samples, unless `env` says otherwise. A quarter of the
    simulated trades is enough to watch, and takes less of the machine that runs the stories.
    """
    with own_product(
        layout, {**_CALM, **env}, port=reserved_port(), what="the browser tests"
    ) as url:
        yield url
