"""Throttles by user (address when anonymous); heavy routes use the `compute` scope."""

from rest_framework.throttling import UserRateThrottle


class UserBurstThrottle(UserRateThrottle):
    """What one person may ask of the whole API."""

    scope = "burst"


class ComputeThrottle(UserRateThrottle):
    """What one person may ask of routes that start work."""

    scope = "compute"


class TicketThrottle(UserRateThrottle):
    """How many socket tickets one person may take."""

    scope = "ticket"


class MailTestThrottle(UserRateThrottle):
    """How many test messages one person may send."""

    scope = "mail_test"
