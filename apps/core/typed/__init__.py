"""Answers and questions as frozen types: their descriptions, and their way back from JSON."""
