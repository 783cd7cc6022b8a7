"""What other apps read of keeping instruments up to date."""

from apps.refresh.selectors.feeds import FeedHealth, feed_health, fetching_job
from apps.refresh.selectors.opinions import Opinion, second_opinion

__all__ = ["FeedHealth", "Opinion", "feed_health", "fetching_job", "second_opinion"]
