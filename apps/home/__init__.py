"""Where a day starts: what changed, what is watched, what is open."""
