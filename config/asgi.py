"""One ASGI application: HTTP to Django, `/ws/v1/stream` to the hub."""

import os
import warnings
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.asgi import get_asgi_application

# Any: Django, Channels and the fast path each spell the ASGI signature in their own way.
django: Any = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  needs the app registry

from apps.instruments.http.fast_path import FastPath  # noqa: E402  needs the app registry
from apps.realtime.routing import websocket_urlpatterns  # noqa: E402

sockets: Any = websocket_urlpatterns
# No AuthMiddlewareStack: the consumer knows its person from cookie or ticket, and the session
# middleware's wrapper round `send` doubles the cost of every frame.
# Histories and prices are answered before Django's middleware:
# docs/adr/0003-history-hot-path.md.
# Of WhiteNoise's own making: what it serves are small built files.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
application = ProtocolTypeRouter({"http": FastPath(django), "websocket": URLRouter(sockets)})
