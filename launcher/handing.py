"""What root makes in another user's data folder is given to that user.

Otherwise the user's own product could not open it any more: a lock, a kept state, a log.
"""

import os
import stat

from launcher.layout import Layout


def hand_over(layout: Layout) -> None:
    """Give what root owns in somebody else's data folder to whom the folder belongs."""
    if os.geteuid() != 0 or not layout.data.is_dir():
        return
    owner = layout.data.stat()
    if owner.st_uid == 0:
        return
    for _, folders, files, handle in os.fwalk(layout.data, follow_symlinks=False):
        for name in (*folders, *files):
            _give(name, handle, owner)


def _give(name: str, handle: int, owner: os.stat_result) -> None:
    """Give one entry; a second link to a file could lead out of the folder, and stays as it is."""
    try:
        found = os.stat(name, dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        return
    elsewhere = not stat.S_ISDIR(found.st_mode) and found.st_nlink > 1
    if found.st_uid == 0 and not elsewhere:
        os.chown(name, owner.st_uid, owner.st_gid, dir_fd=handle, follow_symlinks=False)
