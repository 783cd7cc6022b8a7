"""Stories of a preview, which has no server."""
