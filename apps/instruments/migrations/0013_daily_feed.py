"""The state of an instrument's daily feed is called by that; its table keeps its name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("market", "0012_rooms")]

    operations = [migrations.RenameModel("VendorState", "DailyFeed")]
