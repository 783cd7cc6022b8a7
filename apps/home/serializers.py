"""What the first screen may be asked."""

from rest_framework import serializers

from apps.instruments.wire.fields import MomentField


class HomeQuerySerializer(serializers.Serializer[object]):
    """Since when changes count."""

    since = MomentField(
        required=False,
        help_text="A date or time of the market. Left out, it is the end of your last visit.",
    )
