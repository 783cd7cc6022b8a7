"""One file an app, each task an address: it finds the work and returns what it gives."""
