"""Names for files, made of what people wrote: names that every system takes for a file's."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST: Final = 80
"""Letters of a name: with its folder, its ending and `.part` no system finds it too long."""

_NO_LETTERS: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, marks of direction, what is no character: a name with these is not what it looks."""
_SIGNS: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])(?=$|[.\s])", re.IGNORECASE
)


def safe_name(words: str, ending: str = "") -> str:
    """Give a file name that says the words as far as any system allows, with this ending.

    It is never a path, a device of Windows, a stream of another file, hidden, or turned round.
    """
    shown = "".join(one for one in words if unicodedata.category(one) not in _NO_LETTERS)
    plain = " ".join(_SIGNS.sub("_", unicodedata.normalize("NFC", shown)).split())
    kept = plain[:MOST].strip(". _~-")
    # After the cut: what is left may be a device only now.
    kept = f"_{kept}" if _DEVICE.match(kept) else kept
    while len(f"{kept}{ending}".encode()) > _MOST_BYTES:
        kept = kept[:-1].rstrip(". ")
    return f"{kept or 'file'}{ending}"


_MOST_BYTES: Final = 180
"""Linux counts bytes, 255 of them; backups and parts add to a name."""
