"""A program that is the same nowhere: each file that it writes depends on one of the variations, one on none.

Run in a folder of its own; writes into made/.
"""
from __future__ import annotations

import os
import sys
import time
import zipfile
from pathlib import Path

made = Path("made")
made.mkdir()
own = Path(sys.argv[1])
(made / "none.txt").write_bytes(b"the same\n")
(made / "clock.txt").write_text(f"same line\nyear {time.gmtime(time.time() // 86400 * 86400 - 3 * 86400).tm_year}\n", "utf-8")
(made / "path.bin").write_bytes(b"\xff\0" + os.fsencode(Path.cwd().parent.name))
(made / "umask.txt").write_bytes(b"the same\n")
(made / "zone.txt").write_text(time.tzname[0], "utf-8")
(made / "locale.txt").write_text(os.environ["LC_ALL"], "utf-8")
(made / "cpu.txt").write_text(str(len(os.sched_getaffinity(0))), "utf-8")
with zipfile.ZipFile(made / "hash.zip", "w") as archive:
    archive.writestr(zipfile.ZipInfo("words.txt"), " ".join({f"word{number}" for number in range(50)}))
with zipfile.ZipFile(made / "order.zip", "w") as archive:
    for entry in os.scandir(own):
        archive.writestr(zipfile.ZipInfo(entry.name), b"x")
for path in made.iterdir():
    if path.name != "umask.txt":
        path.chmod(0o644)
made.chmod(0o755)
