"""What is left out of the log."""

import logging

from typing_extensions import override


class NoTraceback(logging.Filter):
    """Keeps the line and drops the traceback: a client's mistake says nothing about our code."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info, record.exc_text = None, None
        return True
