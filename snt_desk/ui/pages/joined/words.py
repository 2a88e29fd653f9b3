"""The lines of what belongs to a record: a heading for each kind, its records, how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from snt_desk.domain import clock
from snt_desk.services.joined import MOST, Joined, Kind
from snt_desk.services.record_words import NOUNS, counted
from snt_desk.ui import named
from snt_desk.ui.listing import Line, Title
from snt_desk.ui.named import one_line
from snt_desk.ui.record_icons import ICONS


def more_id(kind: Kind) -> str:
    """Name the line that stands for those that are not shown."""
    return f"more/{kind.name}"


def line_id(kind: Kind, one: Joined) -> str:
    """Name a line: the same record may stand under two headings."""
    return f"{kind.name}/{one.table}/{one.ref}"


def lines(kinds: Sequence[Kind]) -> list[Line | Title]:
    """Give all lines in their order."""
    return [line for kind in kinds for line in _of_kind(kind)]


def _of_kind(kind: Kind) -> Iterator[Line | Title]:
    yield Title(kind.heading, _how_many(kind))
    for one in kind.lines:
        yield Line(
            one_line(one.title) or NOUNS[one.table][0].capitalize(),
            id=line_id(kind, one),
            lead=clock.long_day(one.day) if one.day else "",
            icon=ICONS[one.table],
            sub=one_line(one.words),
        )
    if kind.left:
        how = f"opens all in {kind.tab}" if kind.filters else f"shows the next {MOST}"
        yield Line(f"and {kind.left:,} more", id=more_id(kind), icon="ellipsis", sub=f"Enter {how}")


def _how_many(kind: Kind) -> str:
    """Say beside a heading how many there are, where that is not plain from the line below it."""
    if kind.residents > kind.number:
        return f"{kind.residents:,} in {named.counted(kind.number, 'row')}"
    if kind.number == 1:
        return ""
    return f"{kind.number:,}, {kind.out:,} still out" if kind.out else f"{kind.number:,}"


def about(record: Joined | None, kinds: Sequence[Kind]) -> tuple[str, str]:
    """Say what the record is: its title; its kind, what is known of it, and how much of what."""
    if record is None:
        return "That record is no longer there", "Undo brings it back."
    noun = NOUNS[record.table][0].capitalize()
    day = clock.long_day(record.day) if record.day else ""
    words = one_line(record.words)
    # Of a task the words say what that day is.
    said = ", ".join(part for part in (noun, words, "" if day in words else day) if part)
    joined = ", ".join(_counted(kinds))
    return one_line(record.title), f"{said}. {joined}." if joined else f"{said}."


def _counted(kinds: Sequence[Kind]) -> Iterator[str]:
    """Say how many of each: responses by their residents, patrols with those still out."""
    numbers: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for kind in kinds:
        numbers[kind.table] += kind.residents or kind.number
        out[kind.table] += kind.out
    for table, number in numbers.items():
        still = f" ({out[table]:,} still out)" if out[table] else ""
        yield f"{counted(table, number)}{still}"


def headings(shown: Sequence[Line | Title]) -> list[int]:
    """Say at which lines the kinds begin: the first record of each."""
    return [at + 1 for at, line in enumerate(shown) if isinstance(line, Title)]
