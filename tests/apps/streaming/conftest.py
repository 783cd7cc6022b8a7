"""Fixtures of instruments, shared."""

from tests.apps.instruments import conftest as instruments

# Pytest finds fixtures by the names of this module.
make_instrument = instruments.make_instrument
own_folders = instruments.own_folders
