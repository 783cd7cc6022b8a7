"""Real processes are killed here, and what is left is counted."""
