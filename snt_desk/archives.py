"""What Python raises for an archive that is damaged, depending on where the damage is."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Final

BROKEN: Final = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)
"""Of a .zip, of what is packed in it, and of one that is encrypted."""
