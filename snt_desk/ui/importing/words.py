"""How the import speaks: titles, counts, what was left out, what the buttons do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from snt_desk.domain.file_names import safe_name
from snt_desk.domain.sheet import Grid
from snt_desk.ui import named

_MOST = 48
_COUNTED = {
    "patrols": ("patrol", "patrols"),
    "members": ("person", "people"),
    "duties": ("duty", "duties"),
    "absences": ("absence", "absences"),
    "partners": ("partner", "partners"),
    "meetings": ("meeting", "meetings"),
    "events": ("event", "events"),
    "responses": ("response", "responses"),
}
CLIPBOARD = "Clipboard"
"""What a book is called that was pasted."""
NOTHING_YET = "Nothing is written until you press Import; afterwards one Ctrl+Z takes it all back."


def counted(kind: str, count: int) -> str:
    """`59 patrols`, `1 patrol`."""
    one, many = _COUNTED[kind]
    return f"{count:,} {one if count == 1 else many}"


def rows(count: int) -> str:
    """`64 rows`, `1 row`."""
    return named.counted(count, "row")


def cut(text: str, most: int = _MOST) -> str:
    """A text that may be as long as it likes, short enough for a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def source(file: str) -> str:
    """Where the rows came from: `“November log.xlsx”`, or the clipboard."""
    return "the clipboard" if file == CLIPBOARD else f"“{cut(file)}”"


def title(kind: str, file: str) -> str:
    """`Import patrols from “November log.xlsx”`."""
    return f"Import {_COUNTED[kind][1] if kind else 'rows'} from {source(file)}"


def label(kind: str, count: int, file: str) -> str:
    """The name of the change, for undo and history."""
    return f"Import {counted(kind, count)} from {source(file)}"


def where(at: int, sheets: int, count: int, done: int) -> str:
    """`Sheet 1 of 2, 64 rows. Nothing is written until …`; or how many sheets are taken in."""
    place = f"Sheet {at + 1} of {sheets}, {rows(count)}."
    if not done:
        return f"{place} {NOTHING_YET}"
    taken = "One sheet is" if done == 1 else f"{done} sheets are"
    return f"{place} {taken} imported; this one is not until you press Import."


def button(wanted: int, problems: int) -> str:
    """`Import 59, leave out 3`, with its Alt letter."""
    if not wanted:
        return "&Import"
    return f"&Import {wanted:,}" + (f", leave out {problems:,}" if problems else "")


def save_button(problems: int) -> str:
    """`Save the 3 problem rows…`, with its Alt letter."""
    some = "problem row" if problems == 1 else f"{problems:,} problem rows"
    return f"Save the {some}…".replace("problem", "pr&oblem")


def saved(problems: int) -> str:
    """`3 problem rows saved`."""
    return f"{named.counted(problems, 'problem row')} saved"


def problem_file(file: str) -> str:
    """What a file of the problem rows may be called: `November log, problems.csv`."""
    return safe_name(cut(Path(file).stem, 80), ", problems.csv")


def nothing_new(count: int) -> tuple[str, str]:
    """The box above rows of which none would be written."""
    if not count:
        return "There are no rows below the headings", ""
    return "There is nothing new here", "Every row is there already."


def alike(others: int, before: str) -> str:
    """`3 others say “Noisy mopeds”: Shift+F2 mends them too`."""
    who = "1 other says" if others == 1 else f"{others:,} others say"
    return f"{who} “{cut(before, 32)}”: Shift+F2 mends {'it' if others == 1 else 'them'} too"


def trouble(problems: int, wanted: int) -> tuple[str, str]:
    """The box above the rows: what is so, and what can be done."""
    has = "row has" if problems == 1 else "rows have"
    what = "Mend it here (F2)" if problems == 1 else "Mend them here (F2)"
    if not wanted:
        return f"{problems:,} {has} a problem", f"{what}, or in the sheet and choose it again."
    others = "the other one" if wanted == 1 else f"the {wanted:,} others"
    those = "this one goes" if problems == 1 else "these go"
    own = "its" if problems == 1 else "their"
    return (
        f"{problems:,} {has} a problem",
        f"{what}, or import {others} now: {those} into a file of {own} own.",
    )


def left_out(found: Sequence[tuple[int, str]], grid: Grid) -> str:
    """`Left out: 2 rows above the headings, 1 blank row, the row “Total”.`; empty if none was."""
    if not found:
        return ""
    counts = Counter(why for _, why in found)
    said = []
    for why, group in groupby(sorted(found, key=lambda one: list(counts).index(one[1])), _why):
        numbers = [row for row, _ in group]
        said.append(_left_out(why, numbers, grid))
    return f"Left out: {', '.join(said)}."


def _why(one: tuple[int, str]) -> str:
    return one[1]


def _left_out(why: str, numbers: Sequence[int], grid: Grid) -> str:
    count = len(numbers)
    some = rows(count)
    if why == "title":
        return f"{some} above the headings"
    if why == "blank":
        return named.counted(count, "blank row")
    if why == "total" and count == 1:
        words = next((str(cell) for cell in grid.rows[numbers[0] - 1] if cell is not None), "")
        return f"the row “{cut(words, 24)}”"
    return f"{some} ({why})"
