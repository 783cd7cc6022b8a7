"""Records what a running demo answers, for a preview that needs no server."""
