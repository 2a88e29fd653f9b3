"""A last look at a workbook before it leaves the desk: what is in it is seen by who opens it.

A list of officers once went out on a hidden sheet behind the one that was meant. So only the
parts that a plain sheet needs may be in the file, and nothing in them that hides, computes,
comments or leads elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

AUTHOR: Final = "SNT Desk"
"""Whose name is in every file that leaves: never a person's."""

_PARTS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml"
    r"|xl/(workbook|styles|sharedStrings)\.xml|xl/theme/theme1\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/sheet\d+\.xml"
)
_HIDES: Final = {
    "a formula": rb"<f[ >/]",
    "a hidden sheet, row or column": rb'(?i)\s(state="(very)?hidden"|hidden="(1|true)"|ht="0)',
    "a column too narrow to be seen": rb'<col [^>]*width="0[".]',
    "a defined name": rb"<definedName",
    "a link": rb"<hyperlink|TargetMode=\"External\"|<externalReference",
    "a picture or a comment": rb"<(legacyDrawing|drawing|picture|oleObject|comments)",
    "a pivot or a query": rb"<(pivotCache|connections|queryTable)",
}
_WHO: Final = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|Company|Manager)>([^<]*)<")


def hidden(workbook: bytes) -> list[str]:
    """Say what a workbook holds that is not seen, by its part; nothing of one that may leave."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        for name in parts.namelist():
            data = parts.read(name)
            if not _PARTS.fullmatch(name):
                found.append(f"{name}: no part of a plain sheet")
            found += [f"{name}: {what}" for what, sign in _HIDES.items() if re.search(sign, data)]
            who = {one.decode("utf-8", "replace") for one in _WHO.findall(data)} - {"", AUTHOR}
            found += [f"{name}: by {one}" for one in sorted(who)]
    return found


def insist(workbook: bytes) -> bytes:
    """Give the workbook back; a fault of the program if it holds anything that is not seen."""
    if found := hidden(workbook):
        raise RuntimeError(f"A workbook was not let out: {'; '.join(found)}")
    return workbook
