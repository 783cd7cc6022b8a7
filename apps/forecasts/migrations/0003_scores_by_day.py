"""Scores of symbols day by day, packed: those so far are the first of their model."""

from typing import Any

from django.db import migrations, models

from apps.forecasts.answers.packed import cards_pack


def _pack(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("forecasts", "SymbolScore").objects.using(schema_editor.connection.alias)
    held = []
    for row in rows.iterator(chunk_size=500):
        row.packed = cards_pack(row.scores)
        held.append(row)
        if len(held) == 500:
            rows.bulk_update(held, ["packed"])
            held = []
    rows.bulk_update(held, ["packed"])


class Migration(migrations.Migration):
    dependencies = [("forecasts", "0002_outcomes_and_market_time")]

    operations = [
        migrations.AddField("symbolscore", "packed", models.BinaryField(null=True)),
        migrations.RunPython(_pack, migrations.RunPython.noop),
        migrations.AlterField("symbolscore", "packed", models.BinaryField()),
        migrations.RemoveField("symbolscore", "scores"),
        migrations.RemoveConstraint("symbolscore", "forecasts_symbol_score_unique"),
        migrations.AddConstraint(
            "symbolscore",
            models.UniqueConstraint(
                fields=("version", "instrument", "market_time"),
                name="forecasts_symbol_score_each",
            ),
        ),
    ]
