"""Real servers for tests: each is started in a folder of its own and can be killed."""
