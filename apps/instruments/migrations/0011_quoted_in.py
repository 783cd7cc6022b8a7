"""Bars that were stored in hundredths under a unit's name become bars of the currency."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

# Uploads were stored under the text that came with them, in capitals. These texts name parts, so
# their prices are certainly parts; GBP may have been GBp, which nothing stored can prove.
PARTS = {
    "GBX": ("GBP", 100.0), "ILA": ("ILS", 100.0), "ZAC": ("ZAR", 100.0),
    "USX": ("USD", 100.0), "EUX": ("EUR", 100.0), "KWF": ("KWD", 1000.0),
    "PENCE": ("GBP", 100.0),
}  # fmt: skip
NAMES = {
    "EURO": "EUR", "EUROS": "EUR", "YEN": "JPY", "RMB": "CNY", "NIS": "ILS", "NTD": "TWD",
    "STG": "GBP", "UKP": "GBP", "SFR": "CHF", "XBT": "BTC", "DOLLAR": "USD", "POUND": "GBP",
    "POUNDS": "GBP", "DOLLARS": "USD",
}  # fmt: skip


def put_right(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Divide what is certainly in parts, and give currencies their codes."""
    instruments = apps.get_model("market", "InstrumentRow").objects
    for text, (currency, divisor) in PARTS.items():
        for row in instruments.filter(currency=text, owner__isnull=False):
            _divide(apps, row.pk, divisor)
            row.quoted_in = "GBX" if text == "PENCE" else text
            row.currency = currency
            row.save(update_fields=["currency", "quoted_in"])
    for text, code in NAMES.items():
        instruments.filter(currency=text, owner__isnull=False).update(currency=code)


def _divide(apps: Apps, instrument_id: int, divisor: float) -> None:
    prices = ("open", "high", "low", "close", "vwap")
    bars = apps.get_model("market", "Bar").objects.filter(instrument_id=instrument_id)
    # Without its encoded form a bar is encoded when it is read.
    bars.update(**{name: F(name) / divisor for name in prices}, wire=None)
    versions = apps.get_model("market", "SeriesVersion").objects
    versions.filter(instrument_id=instrument_id).update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [("market", "0010_key_first")]

    operations = [
        migrations.AddField(
            model_name="instrumentrow",
            name="quoted_in",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.RunPython(put_right, migrations.RunPython.noop),
    ]
