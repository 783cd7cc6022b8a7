"""The product's ASGI application with short limits and one topic of its own, for a real server.

`python -m tests.apps.realtime.live_site PEOPLE` prepares its database and prints what each person
needs to get in.
"""

# ruff: noqa: E402  Django is set up before anything that needs it is imported
import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from apps.accounts.models import User
from apps.accounts.services import ticket_issue, token_create
from apps.accounts.types import Credential
from apps.realtime import client, guard, topics, upstream
from config.asgi import application

__all__ = ["application"]

for module, name, value in (
    (guard, "SLOW_S", 1.0),
    (guard, "LOOK_S", 0.2),
    (guard, "SESSION_CHECK_S", 0.5),
    (client, "SESSION_CHECK_S", 0.5),
    (upstream, "PING_S", 0.5),
):
    setattr(module, name, value)


def _refuse(user_id: int, parts: topics.Parts) -> bool:
    raise topics.TopicRefusedError("Not for sockets.")


topics.register(
    topics.TopicSpec("live", lambda user_id, parts: {"user": user_id}, lambda user_id, parts: True)
)
topics.register(
    topics.TopicSpec(
        "spelled",
        lambda user_id, parts: {"parts": parts},
        lambda user_id, parts: True,
        canonical=topics.symbols_upper(count=1),
    )
)
topics.register(topics.TopicSpec("refused", lambda user_id, parts: {}, _refuse))


def person(name: str) -> dict[str, object]:
    """Make a person with a session and a ticket."""
    user, _ = User.objects.get_or_create(username=name)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "apps.accounts.backends.AccountBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    ticket = ticket_issue(parent=Credential(user.pk, session.session_key or "")).ticket
    token = token_create(user=user, name="script", scope="read")
    return {
        "id": user.pk,
        "session": session.session_key,
        "ticket": ticket,
        "token": token.token,
        "token_id": token.id,
    }


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    sys.stdout.write("\n" + json.dumps({name: person(name) for name in sys.argv[1:]}) + "\n")
