"""Temporary files in memory: a disk is slow, and no test pulls the plug of the machine."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - folders with random names are made in it
ENOUGH = 2 << 30
"""Bytes that must be free: containers may have a place in memory that is far too small."""


def prefer() -> None:
    """Make temporary files in memory from now on, unless TMPDIR says where they go.

    Without such a place they stay on the disk, and the tests take longer.
    """
    if "TMPDIR" in os.environ or not MEMORY.is_dir():
        return
    if shutil.disk_usage(MEMORY).free >= ENOUGH:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None
