"""Hosted notification services, reached with the Apprise library."""
