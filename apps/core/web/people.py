"""Who asks."""

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request


def user_id(request: Request) -> int:
    """Return the id of the signed-in person."""
    if request.user.pk is None:
        raise NotAuthenticated
    return int(request.user.pk)
