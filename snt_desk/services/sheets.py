"""A sergeant's spreadsheet into the database: looked at row by row, then taken as one change.

`read` understands it, `look` says of every row what would become of it; `take` asks again and
writes, so that what was changed meanwhile is never overwritten unseen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy.orm import Session

from snt_desk.domain import clock, package
from snt_desk.domain.package import Key, Problem, Reading, Row
from snt_desk.domain.sheet import (
    Around,
    Grid,
    Kind,
    Line,
    Matching,
    SheetProblem,
    Understood,
    by_name,
    mending,
    understand,
)
from snt_desk.domain.sheet.responses import odd as odd_response
from snt_desk.services import imports, records, sheet_cautions, team
from snt_desk.services.imports import TableReport
from snt_desk.services.records import Held
from snt_desk.services.sheet_around import around
from snt_desk.services.sheet_changes import Change, compared, laid_over
from snt_desk.services.sheet_known import SheetPatrol
from snt_desk.services.sheet_refs import Known, changed, known_refs, outcomes
from snt_desk.services.undisturbed import undisturbed

NEW, CHANGED, SAME, PROBLEM, LOOK = "new", "changed", "same", "problem", "look"
"""What would become of a row; one to look at would be written, and seems odd."""

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "patrols": ("patrols", "legs", "outcomes"),
    "members": ("members", "postings"),
    "events": ("events", "outcomes"),
}
"""The tables of which a sheet's rows are, where they are more than its own."""

_THERE = "It is there already."
_CHANGED_SINCE = "It is there already, and was changed since: it is left as it is."
_DELETED_SINCE = "It was there, and was deleted since: it is left out."
_Found = Mapping[str, Mapping[Key, Held]]
_Warn: TypeAlias = Callable[[int], tuple[str, ...]]


def _nothing(_row: int) -> tuple[str, ...]:
    return ()


class PreviewLine(NamedTuple):
    """A row and what would become of it: `says` in words, `problems` what stops it.

    `warn` says of a row what looks odd.
    """

    line: Line
    state: str
    problems: tuple[SheetProblem, ...] = ()
    says: tuple[str, ...] = ()
    warn: _Warn = _nothing

    @property
    def cautions(self) -> tuple[str, ...]:
        """What looks odd about it; that stops nothing."""
        return self.warn(self.line.row)

    @property
    def row(self) -> int:
        """Its number, as a spreadsheet program shows it."""
        return self.line.row

    @property
    def shown(self) -> Mapping[str, str]:
        """What was understood, by field."""
        return self.line.shown


@dataclass(frozen=True)
class Preview:
    """A sheet as it would be taken: every row with what would become of it, and the counts."""

    understood: Understood
    lines: tuple[PreviewLine, ...]
    tables: tuple[TableReport, ...]

    @property
    def problems(self) -> tuple[SheetProblem, ...]:
        """Everything that is wrong, in the order of rows."""
        return tuple(problem for line in self.lines for problem in line.problems)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows there are of each state."""
        return Counter(line.state for line in self.lines)

    @property
    def left_alone(self) -> int:
        """How many rows were there and have been changed or deleted since."""
        since = {(_CHANGED_SINCE,), (_DELETED_SINCE,)}
        return sum(line.says in since for line in self.lines)


@dataclass(frozen=True)
class Report:
    """What an import did; `written` is false where it was refused as a whole."""

    preview: Preview
    written: bool

    @property
    def tables(self) -> tuple[TableReport, ...]:
        """How many rows of each table were added, updated, left as they are and refused."""
        return self.preview.tables


def read(grid: Grid, matching: Matching, around: Around) -> Understood:
    """Understand a sheet of any length, undisturbed by the collector of cycles."""
    with undisturbed():
        return understand(grid, matching, around)


def look(session: Session, understood: Understood) -> Preview:
    """Say what would become of each row, and write nothing."""
    with undisturbed():
        return _Look(session, understood).preview()


def take(session: Session, understood: Understood, *, partial: bool) -> Report:
    """Write the rows; with any problem nothing, or with `partial` the good ones."""
    with undisturbed():
        found = _Look(session, understood)
        preview = found.preview()
        wanted = (partial or not preview.problems) and not understood.missing
        if wanted:
            imports.put(session, found.accepted, found.found)
        return Report(preview, wanted)


def bad_rows(grid: Grid, preview: Preview) -> bytes:
    """Write the refused rows as CSV, unchanged but for a column `problem`, to be mended."""
    return mending.bad_rows(grid, preview.understood.matching, preview.problems)


class _Look:
    """A sheet beside what the database holds."""

    def __init__(self, session: Session, understood: Understood) -> None:
        self.session = session
        self.understood = understood
        self.kind = understood.kind
        self.around: Around = around(session, understood.team)
        good = [line for line in understood.lines if not line.problems]
        reading = _reading(good, {})
        self.known: Known = known_refs(session, self.kind, good)
        self.found: _Found = self._fetch(good, reading)
        self.since = self._changed_since(good)
        self.new: list[Line] = []
        self.left: list[Line] = []
        self.changes: dict[int, Change] = {}
        self.refused: dict[int, list[tuple[str, str]]] = {}
        self.accepted: Mapping[str, Sequence[Row]] = {}
        self._check(good, reading)

    def preview(self) -> Preview:
        """Say of every line what would become of it."""
        odd, warn = self._odd()
        new, notes = {line.row for line in self.new}, self.understood.notes
        lines = tuple(
            [
                PreviewLine(
                    line,
                    LOOK if line.row in odd else NEW,
                    (),
                    notes.get(line.row, ()) if notes else (),
                    warn,
                )
                if line.row in new
                else self._line(line, odd, warn)
                for line in self.understood.lines
            ]
        )
        return Preview(self.understood, lines, tuple(self._tables(lines)))

    def _fetch(self, good: Sequence[Line], reading: Reading) -> _Found:
        refs = records.refs_mentioned(reading, TABLES.get(self.kind, (self.kind,)))
        # A ref made from content that no row has is new: it need not be looked for.
        refs[self.kind] = {
            line.ref for line in good if not line.made or line.ref in self.known.there
        }
        return records.named(self.session, refs)

    def _changed_since(self, good: Sequence[Line]) -> Collection[str]:
        """Say which records no longer are what their rows said when they were taken."""
        if self.kind != "responses":
            return changed(self.kind, self.understood.team, self.known.there, self.found)
        # What tells two answers apart is kept nowhere: the ref cannot be made anew.
        held = self.found[self.kind]
        return {
            line.ref
            for line in good
            if line.made
            and line.ref in self.known.there
            and held[(line.ref,)].row != line.rows[self.kind][0]
        }

    def _check(self, good: Sequence[Line], reading: Reading) -> None:
        # What a row made before is left alone, whatever became of it.
        left = self.known.there | self.known.deleted
        lines = good
        if left:
            self.left = [line for line in good if line.made and line.ref in left]
            lines = [line for line in good if not line.made or line.ref not in left]
        kind = by_name(self.kind).with_outcomes(self.around.codes)
        laid = self._laid([line for line in lines if not line.made], kind)
        if laid or self.refused or len(lines) < len(good):
            lines = [line for line in lines if line.row not in self.refused]
            reading = _reading(lines, laid)
        standing = imports.standing(self.session, reading, self.found)
        checked = package.check(reading, standing)
        for row, found in _translated(self.kind, checked.problems).items():
            self.refused.setdefault(row, found)
        good_lines = [line for line in lines if line.row not in self.refused]
        self.new = [line for line in good_lines if line.made]
        self.accepted = checked.accepted
        if len(good_lines) < len(lines):
            rows_of = [laid.get(line.row, line.rows) for line in good_lines]
            self.accepted = _of_rows(checked.accepted, rows_of)
        there = outcomes(self.found)
        for row, rows in laid.items():
            if row not in self.refused:
                self.changes[row] = compared(kind, rows, self.found, there, self.around)

    def _laid(self, lines: Sequence[Line], kind: Kind) -> dict[int, Mapping[str, tuple[Row, ...]]]:
        """Lay the rows with a ref of their own over the records there are."""
        matched = frozenset(filter(None, self.understood.matching.columns))
        laid: dict[int, Mapping[str, tuple[Row, ...]]] = {}
        for line in lines:
            rows, sentence = laid_over(kind, matched, line.rows, self.found)
            if sentence:
                self.refused[line.row] = [("ref", sentence)]
            else:
                laid[line.row] = rows
        return laid

    def _line(self, line: Line, odd: Collection[int], warn: _Warn) -> PreviewLine:
        """Say what would become of a line that is not simply new."""
        change = self.changes.get(line.row)
        if change is not None:
            if change.is_same:
                return PreviewLine(line, SAME, says=(_THERE,))
            state = LOOK if line.row in odd else (NEW if change.is_new else CHANGED)
            says = (*change.says, *self.understood.notes.get(line.row, ()))
            return PreviewLine(line, state, (), says, warn)
        if line.problems:
            return PreviewLine(line, PROBLEM, line.problems)
        if line.row in self.refused:
            refused = tuple(
                line.source.problem(line.row, name, sentence)
                for name, sentence in self.refused[line.row]
            )
            return PreviewLine(line, PROBLEM, refused)
        return PreviewLine(line, SAME, says=(self._left_words(line),))

    def _left_words(self, line: Line) -> str:
        if line.ref not in self.known.there:
            return _DELETED_SINCE
        return _CHANGED_SINCE if line.ref in self.since else _THERE

    def _odd(self) -> tuple[Collection[int], _Warn]:
        """Find the rows in which something looks odd, and who can say what."""
        if self.kind not in {"patrols", "partners", "responses"}:
            return frozenset(), _nothing
        lines = self.new
        if self.changes:
            other = {row for row, change in self.changes.items() if not change.is_same}
            other.update(line.row for line in lines)
            lines = [line for line in self.understood.lines if line.row in other]
        if self.kind == "partners":
            odd = _called_the_same(lines, self.around)
            return odd, lambda row: odd.get(row, ())
        if self.kind == "responses":
            said = {line.row: tuple(_odd_of_response(line, self.around)) for line in lines}
            outside = {row: found for row, found in said.items() if found}
            return outside, lambda row: outside.get(row, ())
        chosen = team.named(self.session, self.understood.team)
        judged = sheet_cautions.judge(self.session, chosen.id, list(map(_patrol, lines)))
        return judged.odd, judged.said

    def _tables(self, lines: Sequence[PreviewLine]) -> Iterator[TableReport]:
        refused = sum(line.state == PROBLEM for line in lines)
        counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for change in self.changes.values():
            for table, counts in change.tables.items():
                counted[table].update(counts)
        if self.new:
            for table, accepted in self.accepted.items():
                counted[table][NEW] += len(accepted) - counted[table].total()
        for line in self.left:
            for table, rows in line.rows.items():
                counted[table][SAME] += len(rows)
        if self.kind == "members":
            counted["members"] = self._members(lines)
        for table in TABLES.get(self.kind, (self.kind,)):
            counts = counted[table]
            yield TableReport(
                table,
                counts[NEW],
                counts[CHANGED],
                counts[SAME],
                0 if table == "outcomes" else refused,
            )

    def _members(self, lines: Sequence[PreviewLine]) -> Counter[str]:
        """Count each member once, however many rows give a posting of his."""
        good = [line for line in lines if line.state != PROBLEM]
        by_collar = {line.line.ref: self.changes[line.row].tables["members"] for line in good}
        return Counter(what for counts in by_collar.values() for what in counts)


def _of_rows(
    accepted: Mapping[str, Sequence[Row]], good: Sequence[Mapping[str, tuple[Row, ...]]]
) -> Mapping[str, Sequence[Row]]:
    """Leave what good rows of the sheet say: of a refused one no part is written."""
    said = {name: {row for rows in good for row in rows.get(name, ())} for name in accepted}
    return {name: [row for row in rows if row in said[name]] for name, rows in accepted.items()}


def _reading(lines: Sequence[Line], laid: Mapping[int, Mapping[str, tuple[Row, ...]]]) -> Reading:
    """Give the rows of lines as a package has them; a member who is there twice comes once."""
    reading = Reading()
    numbers = [line.row for line in lines]
    told = [laid.get(line.row, line.rows) if laid else line.rows for line in lines]
    for table in dict.fromkeys(chain.from_iterable(told)):
        found = [rows.get(table, ()) for rows in told]
        reading.rows[table] = list(chain.from_iterable(found))
        reading.lines[table] = list(chain.from_iterable(map(repeat, numbers, map(len, found))))
    members = reading.rows.get("members")
    if members:
        first = {one: at for at, one in reversed([*enumerate(members)])}
        places = sorted(first.values())
        reading.rows["members"] = [members[at] for at in places]
        reading.lines["members"] = [reading.lines["members"][at] for at in places]
    return reading


def _translated(kind: str, problems: Sequence[Problem]) -> dict[int, list[tuple[str, str]]]:
    """Say what a package's check found by row and field.

    A row is refused as a whole: that a patrol falls with its leg is said only where there is
    nothing else to say of it, and that a part falls with its whole only where not even that.
    """
    table = by_name(kind)
    parts = {f"{name}.csv" for name in TABLES.get(kind, ())} - {f"{kind}.csv"}
    own, whole, part = (defaultdict[int, list[tuple[str, str]]](list) for _ in range(3))
    for one in problems:
        of_part = one.file in parts and one.column in {"patrol", "event", "collar"}
        said = part if of_part else whole if one.column == "ref" else own
        field = one.column if table.has(one.column) else ""
        said[one.row].append((field, one.problem))
    return {**part, **whole, **own}


def _patrol(line: Line) -> SheetPatrol:
    (told,), (leg,) = line.rows["patrols"], line.rows["legs"]
    ref, _, mode, place, start, end, officers, partners = leg
    one = (line.row, ref, mode, start, end, officers, told[3], place, partners)
    return SheetPatrol._make(one)


def _odd_of_response(line: Line, here: Around) -> Iterator[str]:
    _, consultation, received, *_, comment = line.rows["responses"][0]
    return odd_response(here, consultation, received, comment, clock.today())


def _called_the_same(lines: Sequence[Line], here: Around) -> dict[int, tuple[str, ...]]:
    """Point at a partner of whose name there is one already."""
    names = {name.casefold(): ref for ref, name in here.partners}
    found: dict[int, tuple[str, ...]] = {}
    for line in lines:
        name: Any = line.rows["partners"][0][2]
        if names.get(name.casefold(), line.ref) != line.ref:
            found[line.row] = (f"There is a partner called {name} already.",)
    return found
