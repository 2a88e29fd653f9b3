"""Name the Debian packages that SNT Desk needs here and that are not there.

Each is printed on a line of its own with what it is for. Nothing is installed, nothing is
changed: `tools/bootstrap` does that. This runs before anything else is there, so it uses the
standard library alone.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
import sysconfig
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

# What Qt opens at run time, and which package of Debian has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# What Qt opens besides to put a window on the screen.
WINDOW_LIBRARIES = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What logs each write, mounts a small disk, sets the clock and tells of a locked screen, by the
# package that has it.
TRUST_PROGRAMS = {
    "dbus-daemon": "dbus-run-session",
    "faketime": "faketime",
    "gcc": "cc",
    "libc6-dev": "cc",
    "util-linux": "unshare",
}


def missing(task: str) -> Iterator[str]:
    """Yield the packages to install before `task`: run, test, trust or develop."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not Path(".venv/bin/python").exists() and not importlib.util.find_spec("ensurepip"):
        yield f"python{here}-venv"
    if not any(Path(folder, "Europe/London").exists() for folder in zoneinfo.TZPATH):
        yield "tzdata"
    yield from (package for name, package in QT_LIBRARIES.items() if not _opens(name))
    if task == "run" and {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        yield from (package for name, package in WINDOW_LIBRARIES.items() if not _opens(name))
    if task == "trust":
        yield from (package for package, name in TRUST_PROGRAMS.items() if not shutil.which(name))
    if task == "develop":
        # PyInstaller copies Python's library and writes with objcopy.
        if not shutil.which("objcopy"):
            yield "binutils"
        if sys.base_prefix == "/usr" and not _opens(sysconfig.get_config_var("INSTSONAME")):
            yield f"libpython{here}"


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__" and sys.platform == "linux":
    sys.stdout.writelines(f"{package}\n" for package in missing(sys.argv[1]))
