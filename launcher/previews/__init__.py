"""Previews: the front end over recorded answers, for any host of static files."""
