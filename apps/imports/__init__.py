"""Files of bars that people bring: how their lines are read, judged, spooled and stored.

`sniff` looks at the beginning of a file and proposes a `Layout`; `reading` walks over the whole
file line by line and spools what is good; `storing` writes the spool. No step holds the file.
"""
