"""What other apps read of keeping instruments up to date."""

from apps.refresh.selectors.opinions import second_opinion

__all__ = ["second_opinion"]
