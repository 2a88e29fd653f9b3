"""One rotating file for what IT may ask about; it holds no personal data."""

from __future__ import annotations

import logging
from pathlib import Path

_LARGEST = 1_000_000
_FILES = 5


def begin(folder: Path) -> None:
    """Write the program's log to a folder; where that cannot be written, to nowhere."""
    # It brings sockets along, and the window's frame does without a log.
    from logging.handlers import RotatingFileHandler

    root = logging.getLogger("snt_desk")
    root.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "snt-desk.log", maxBytes=_LARGEST, backupCount=_FILES - 1, encoding="utf-8"
        )
    except OSError:
        # A profile whose log folder is closed to us is no reason not to start.
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
