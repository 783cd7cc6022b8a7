"""Settings of the Channels peer: the product's, with a channel layer."""

from config.settings import *  # noqa: F403  settings are names
from config.settings import REDIS_URL

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
}
