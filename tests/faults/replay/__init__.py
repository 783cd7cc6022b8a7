"""A replay under kills."""
