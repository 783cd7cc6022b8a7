"""The process that reads the venue, as the database knows it."""

from django.db import models
from typing_extensions import override


class StreamProcess(models.Model):
    """The one row about the stream process: who may write ticks, until when, how the feed does."""

    holder = models.CharField(max_length=300, blank=True, default="")
    lease_until_us = models.BigIntegerField(default=0)
    state = models.JSONField(null=True)

    class Meta:
        db_table = "market_stream_process"

    @override
    def __str__(self) -> str:
        return self.holder
