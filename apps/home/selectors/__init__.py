"""The first screen, gathered from all that others know."""

from apps.home.selectors.answer import home_answer

__all__ = ["home_answer"]
