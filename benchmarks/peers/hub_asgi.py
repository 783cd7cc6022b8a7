"""The product's sockets, whole, with one topic for the benchmark."""

# After config.asgi, which sets Django up.
from apps.realtime import topics
from benchmarks.peers.process_cost import with_cost
from config.asgi import application as product

topics.register(topics.TopicSpec("bench", lambda _user, _parts: {}, lambda _user, _parts: True))
application = with_cost(product)  # type: ignore[arg-type]
