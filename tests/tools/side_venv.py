"""Programs that measure us, each in a virtual environment of its own below build/side, from its own hashed lock."""
from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


def provide(name: str) -> Path:
    """The `bin` folder of the environment of requirements/NAME.txt, made anew when the lock has changed.

    Raises subprocess.CalledProcessError when a package cannot be fetched or its hash is another.
    """
    lock, home = REPO / "requirements" / f"{name}.txt", REPO / "build" / "side" / name
    digest, stamp = hashlib.sha256(lock.read_bytes()).hexdigest(), home / "lock.sha256"
    if not stamp.is_file() or stamp.read_text("ascii") != digest:
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
        subprocess.run([home / "bin" / "python", "-m", "pip", "install", *options, "-r", lock], check=True)
        stamp.write_text(digest, "ascii")
    return home / "bin"


if __name__ == "__main__":
    print(provide(sys.argv[1]))
