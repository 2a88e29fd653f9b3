"""What the comparison says: of a state, of the files, of what is ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from snt_desk.domain.police_uk import Kind, Reading, Remark, Source
from snt_desk.domain.police_uk.lines import NEWER, Difference, Line, State
from snt_desk.ui.named import counted

BADGES: dict[State, tuple[str, str]] = {
    "differs": ("Differs", "warn"),
    "only public": ("Only public", "info"),
    "unpublished": ("Not published", "warn"),
    "still public": ("Closed here", "bad"),
    "left": ("Not posted here", "bad"),
    "same": ("The same", "ok"),
}
"""A state in small words, and the tone that says the same."""

NOTHING_READ = (
    "Nothing has been read yet",
    "Save answers of data.police.uk from the browser, then choose them here.",
)
INVENTED = "Read it all the same"
_MOST_REMARKS, _MOST_FILES = 3, 8
_MOST_TOLD = 200


def newer(line: Line) -> str:
    """Which side is newer, in a word."""
    return {"public": "Public", "here": "Here", "": ""}[line.newer]


def difference(one: Difference) -> tuple[str, str, str]:
    """A difference as three texts: the field, what stands in public, what stands here."""
    heading = f"{one.field} ({NEWER[one.newer]})" if one.newer else one.field
    return heading, one.public or "Nothing", one.here or "Nothing"


def sources(reading: Reading) -> str:
    """The files that were read, a line each."""
    wrong = {one.file for one in reading.problems}
    return "\n".join(f"{one.file}: {_source(one, wrong)}." for one in reading.sources)


def _source(one: Source, wrong: Collection[str]) -> str:
    if one.kind is None:
        return one.said
    if one.file in wrong:
        return "nothing was taken from it"
    single, several = _ITEMS[one.kind]
    return single if one.count == 1 else f"{one.count:,} {several}"


_ITEMS: dict[Kind, tuple[str, str]] = {
    "neighbourhoods": ("1 neighbourhood", "neighbourhoods"),
    "neighbourhood": ("the details of a neighbourhood", "neighbourhoods"),
    "priorities": ("1 priority", "priorities"),
    "people": ("1 person", "people"),
    "events": ("1 event", "events"),
    "boundary": ("1 point of a boundary", "points of a boundary"),
}
"""One of a kind, and what several are called."""


def nothing_said(reading: Reading) -> tuple[str, str]:
    """Why there is nothing to compare, with the first of the files."""
    lines = sources(reading).split("\n")
    more = [f"And {len(lines) - _MOST_FILES:,} more."] if len(lines) > _MOST_FILES else []
    title = "There is nothing to compare"
    return title, "\n".join([*lines[:_MOST_FILES], *more])


def remarks(found: Sequence[Remark]) -> str:
    """The first few of them, and how many more there are."""
    told = [one.sentence[:_MOST_TOLD] for one in found[:_MOST_REMARKS]]
    more = len(found) - len(told)
    return "\n".join([*told, f"And {more:,} more, in the pane."] if more > 0 else told)


def said_whole(found: Sequence[Remark]) -> tuple[Remark, ...]:
    """Those of them that `remarks` gives to their last word."""
    return tuple(one for one in found[:_MOST_REMARKS] if len(one.sentence) <= _MOST_TOLD)


def problem_title(reading: Reading) -> str:
    """How many files gave nothing."""
    files = len({one.file for one in reading.problems})
    return f"{counted(files, 'file')} cannot be read"


def invented(reading: Reading) -> tuple[str, str]:
    """What is said of priorities with underscores."""
    files = ", ".join(reading.invented)
    return f"{files} is no file of police.uk", "Its dates are written issue_date, not issue-date."


def summary(lines: Sequence[Line], ticked: int) -> str:
    """What stands below the list: how much asks for something, how much is ticked."""
    other = sum(one.state != "same" for one in lines)
    return f"{counted(len(lines), 'line')}, {other:,} not the same, {ticked:,} ticked"


def take(ticked: int) -> str:
    """The words on the button."""
    return f"Take &over {ticked:,}" if ticked else "Take &over"


def change(ticked: int) -> str:
    """The name of the change."""
    return f"Take over from police.uk, {counted(ticked, 'line')}"
