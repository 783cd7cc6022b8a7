"""Local stand-ins for the providers: real HTTP on loopback, in the providers' own shapes.

`python -m tests.servers.providers --port 9100` serves years of consistent daily history, quotes and
search to a product that is started with, for example,
`SIGHTLINE_YAHOO_URL=http://127.0.0.1:9100/yahoo`.
"""
