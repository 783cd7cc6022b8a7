"""The processes that do jobs: who listens where, and what surrounds each task."""
