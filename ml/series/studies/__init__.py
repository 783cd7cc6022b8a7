"""The chart's indicators, computed apart from the browser's own code."""

from ml.series.studies.asked import StudyAsked, UnknownStudyError, study_read
from ml.series.studies.bars import StudyBars
from ml.series.studies.kinds import study

__all__ = ["StudyAsked", "StudyBars", "UnknownStudyError", "study", "study_read"]
