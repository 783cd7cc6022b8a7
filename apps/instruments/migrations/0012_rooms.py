"""What belongs to providers, the stream and refreshing has moved to their apps."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("market", "0011_quoted_in"),
        ("providers", "0001_initial"),
        ("streaming", "0001_initial"),
        ("refresh", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(
                    name="ProviderCalls",
                ),
                migrations.DeleteModel(
                    name="ProviderState",
                ),
                migrations.RemoveField(
                    model_name="secondopinion",
                    name="instrument",
                ),
                migrations.DeleteModel(
                    name="StreamProcess",
                ),
                migrations.DeleteModel(
                    name="SecondOpinion",
                ),
            ],
        ),
    ]
