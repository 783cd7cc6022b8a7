"""What the routes of uploads take."""

from typing import get_args

from rest_framework import serializers

from apps.core.fields import QuotedUnitField, TimeZoneField
from apps.imports.types import DateOrder, FileInterval, Role
from apps.instruments.types import AssetClass
from apps.instruments.wire.fields import OwnSymbolField

INTERVALS = get_args(FileInterval)


class UploadFileSerializer(serializers.Serializer[object]):
    """A file, and how it is to be read."""

    file = serializers.FileField(
        allow_empty_file=True,
        help_text="CSV in UTF-8, UTF-16 or an older encoding that its words show, at most 64 MiB "
        "and 2 million rows.",
    )
    mapping = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=4_000,
        help_text=(
            "JSON: a column's name or place (from 0) for each of: "
            + ", ".join(get_args(Role))
            + "; and delimiter, decimal (. or ,), date_order ("
            + ", ".join(get_args(DateOrder))
            + "), header where the file leaves it open or the detection is wrong."
        ),
    )  # fmt: skip


class UploadLookSerializer(UploadFileSerializer):
    """A file to look at."""

    symbol = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=32,
        help_text="The symbol it will go to, when it is known: what its prices are in may follow "
        "from it.",
    )  # fmt: skip


class UploadAskSerializer(UploadFileSerializer):
    """Bars to keep under a symbol of one's own."""

    symbol = OwnSymbolField()
    interval = serializers.ChoiceField(
        choices=INTERVALS, required=False, allow_null=True, default=None,
        help_text="Detected from the times when left out.",
    )  # fmt: skip
    timezone = TimeZoneField(
        required=False, default="", allow_blank=True,
        help_text="IANA name; needed when times of day come without a zone.",
    )  # fmt: skip
    dry_run = serializers.BooleanField(
        required=False, default=False, help_text="Read and judge the file, store nothing."
    )
    replace = serializers.BooleanField(
        required=False, default=False,
        help_text="Delete the symbol's former bars first; else bars of the same time are replaced "
        "and the others kept.",
    )  # fmt: skip
    name = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    currency = QuotedUnitField(
        required=False, default="", allow_blank=True,
        help_text="What the file's prices are in: a code of ISO 4217 (USD) or a coin (USDT), or "
        "the unit that a market quotes (GBp or GBX for pence, ZAc, ILA), which is divided. Left "
        "out: as the file says (€10.50, a column Currency), as before for a symbol that exists, "
        "the second of a rate such as EURUSD, else USD.",
    )  # fmt: skip
    asset_class = serializers.ChoiceField(
        choices=get_args(AssetClass), required=False, default="other"
    )
