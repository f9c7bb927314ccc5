"""`casebook` on a project that is read-only, as user 65534: python -m tests.faults.bound --root ROOT build."""
from __future__ import annotations

import os
import sys

from tests.tools.publisher import NOBODY

if __name__ == "__main__":
    root = sys.argv[2]
    mounts = f'mount --bind "{root}" "{root}" && mount -o remount,bind,ro "{root}"'
    nobody = f"setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups"
    command = f'{mounts} && exec {nobody} "$0" -m generator "$@"'
    os.execvp("unshare", ["unshare", "-m", "sh", "-c", command, sys.executable, *sys.argv[1:]])
