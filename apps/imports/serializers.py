"""Shapes of uploads."""

from typing import get_args

from rest_framework import serializers

from apps.core.fields import QuotedUnitField, TimeZoneField
from apps.imports.types import DateOrder, FileInterval, Role
from apps.instruments.wire.fields import OwnSymbolField

INTERVALS = get_args(FileInterval)
_CLASSES = ("stock", "index", "etf", "commodity", "crypto", "other")


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
    asset_class = serializers.ChoiceField(choices=_CLASSES, required=False, default="other")


class LineNoteSerializer(serializers.Serializer[object]):
    """What there is to say about one line."""

    line = serializers.IntegerField(help_text="The file's first line is 1.")
    reason = serializers.CharField()


class UploadResultSerializer(serializers.Serializer[object]):
    """What came of a file.

    Every line is counted once: accepted + rejected_total + warnings_total + header_lines +
    blank_lines + continued_lines = lines.
    """

    symbol = serializers.CharField()
    interval = serializers.ChoiceField(choices=INTERVALS)
    accepted = serializers.IntegerField(help_text="Lines that were taken without a warning.")
    rejected = LineNoteSerializer(many=True, help_text="The first 1,000.")
    rejected_total = serializers.IntegerField()
    warnings = LineNoteSerializer(
        many=True,
        help_text="Lines that were taken although out of order, and lines that hold no bar and are "
        "no mistake: comments, the names of the columns again. The first 1,000.",
    )
    warnings_total = serializers.IntegerField()
    header_lines = serializers.IntegerField(
        help_text="The line that names the columns, with all lines before it."
    )
    blank_lines = serializers.IntegerField(help_text="Empty, or separators alone.")
    continued_lines = serializers.IntegerField(
        help_text="Second and further lines of quoted cells that hold line ends."
    )
    lines = serializers.IntegerField(help_text="Of the file.")
    taken = serializers.IntegerField(
        help_text="Lines whose bar or trade was taken, those with a warning included."
    )
    first = serializers.DateTimeField()
    last = serializers.DateTimeField()
    dry_run = serializers.BooleanField()
    created = serializers.BooleanField(help_text="Whether the symbol is new.")
    added = serializers.IntegerField(help_text="Bars that were not there before.")
    replaced = serializers.IntegerField(help_text="Bars that took the place of others.")


class UploadPreviewSerializer(serializers.Serializer[object]):
    """How a file would be read."""

    encoding = serializers.CharField(help_text="As Python names it.")
    delimiter = serializers.CharField()
    decimal = serializers.ChoiceField(
        choices=(".", ","), allow_null=True, help_text="Null while the numbers leave it open."
    )
    header_line = serializers.IntegerField(help_text="0 without one.")
    columns = serializers.ListField(child=serializers.CharField())
    mapping = serializers.DictField(
        child=serializers.IntegerField(), help_text="Place of the column of each role found."
    )
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    date_order = serializers.ChoiceField(choices=get_args(DateOrder), allow_null=True)
    date_orders = serializers.ListField(
        child=serializers.ChoiceField(choices=get_args(DateOrder)),
        help_text="To choose from where date_order is null.",
    )
    two_ways = LineNoteSerializer(
        allow_null=True, help_text="The first number that can be read in two ways, as written."
    )
    unread = LineNoteSerializer(
        allow_null=True, help_text="Why no time can be read; null when some can."
    )
    day_only = serializers.BooleanField(help_text="Whether the file has no times of day.")
    zoned = serializers.BooleanField(help_text="Whether each time has its own zone.")
    interval = serializers.ChoiceField(choices=INTERVALS, allow_null=True)
    ticks = serializers.BooleanField(help_text="Whether the lines are trades.")
    needs = serializers.ListField(
        child=serializers.CharField(),
        help_text="What must be said before an upload: time, close, decimal, date_order, "
        "readable_times (another column for the time), interval, timezone, currency.",
    )
    currency_question = LineNoteSerializer(
        allow_null=True,
        help_text="Why it has to be said what the prices are in; null when it need not.",
    )


class UploadedSerializer(serializers.Serializer[object]):
    """An instrument of one's own."""

    symbol = serializers.CharField()
    name = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # the market's word
    finest_interval = serializers.ChoiceField(choices=INTERVALS, allow_null=True)
    bars = serializers.IntegerField(help_text="Of its finest interval.")
    first_bar = serializers.DateField(allow_null=True)
    last_bar = serializers.DateField(allow_null=True)
    currency = serializers.CharField()
