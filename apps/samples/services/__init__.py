"""Samples: made once for a demo's person, and removed by one press."""

from apps.samples.services.making import samples_make
from apps.samples.services.removal import samples_remove
from apps.samples.services.runs import runs_start

__all__ = ["runs_start", "samples_make", "samples_remove"]
