"""Ends every process group when the supervisor is gone: reads its orders from standard input.

``+N`` adds process group N, ``-N`` forgets it. The end of the input means that the supervisor
died, whatever killed it: then all groups that are left are killed, grandchildren included
(the kernel's parent-death signal, see guard.py, reaches direct children on Linux only).
Killing is safe: the database row is the record of every job.
"""

import os
import signal
import sys


def main() -> None:
    """Follow the orders until the input ends, then kill what is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line[0] == "+":
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


if __name__ == "__main__":
    main()
