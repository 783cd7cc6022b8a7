"""``./sightline test``: every check and test, in order, with one summary."""
