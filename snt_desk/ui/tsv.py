"""Rows on the clipboard, as Excel takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from snt_desk.ui.table import Cells

_NUMBER = re.compile(r"[+-]?[\d.,:]+( ?%)?")


def line(cells: Cells, columns: Iterable[int]) -> str:
    """One row: its cells of those columns, with tabs between."""
    return "\t".join(_for_excel(cells[at].spoken) for at in columns if at < len(cells))


def _for_excel(text: str) -> str:
    """One cell: no line ends or tabs inside, and nothing that is taken for a formula."""
    flat = " ".join(text.split())
    formula = flat[:1] in {"=", "+", "-", "@"} and not _NUMBER.fullmatch(flat)
    return f"'{flat}" if formula else flat
