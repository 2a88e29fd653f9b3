"""What leaves the desk holds what it should and nothing else: by columns, to the last hidden part.

Every text of a team is replaced by the name of the column in which it stands; what turns up in
a file must be on the list of that file.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from array import array
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db import placing
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import meeting_documents, package, public_page
from snt_desk.domain import police_uk as police_uk_forms
from snt_desk.domain.clock import Month
from snt_desk.domain.package import TABLES
from snt_desk.domain.package.tables import Kind
from snt_desk.domain.returns import OFFICIAL
from snt_desk.domain.sheet import Grid, Matching
from snt_desk.domain.sheet.findings import SheetProblem
from snt_desk.domain.sheet.mending import bad_rows
from snt_desk.domain.sheet.words import is_number
from snt_desk.errors import DeskError
from snt_desk.services import (
    exports,
    files,
    imports,
    list_files,
    mentions,
    minutes_files,
    nothing_hidden,
    patrol_export,
    police_uk,
    returns,
    team,
)
from snt_desk.services.list_files import Sheet
from tests import beside
from tests.examples import times
from tests.fixtures_store import ACTOR, copied
from tests.trust.figures import Tally
from tests.ui.poisoned import GOLDEN, POISONS

PATROLS = {
    *("teams.name", "members.first_name", "members.last_name", "places.name"),
    *("priorities.title", "patrols.operation", "patrols.note", "partners.name", "codes.label"),
}
"""Whose texts a list of patrols may show; nothing of residents, contacts or absences."""
OCTOBER = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def marked(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The smallest example, each of its texts `[table.column]`; residents are named in it."""
    path = copied(template, tmp_path_factory.mktemp("marked") / "desk.db")
    store = open_store(str(path), ACTOR)
    reading = package.read(GOLDEN)
    for table in TABLES:
        texts = [one.kind is Kind.TEXT and "email" not in one.name for one in table.columns]
        named = [f"[{table.name}.{one.name}]" for one in table.columns]
        reading.rows[table.name] = [
            tuple(
                name if text else value for text, name, value in zip(texts, named, row, strict=True)
            )
            for row in reading.rows[table.name]
        ]
    with store.change("Import") as session:
        assert imports.take(session, reading, partial=False).problems == ()
        team.choose(session, "WHA-1")
        ours = team.named(session, "WHA-1").id
        beside.add(session, ours, OCTOBER, lambda column: f"[{column}]")
    yield store
    store.close()


def text_of(data: bytes) -> str:
    """All that stands in a file, also inside its zipped parts."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"\n".join(parts.read(name) for name in parts.namelist())
    return data.decode("utf-8", "replace")


def columns_in(data: bytes) -> set[str]:
    """The columns whose texts stand in a file."""
    return set(re.findall(r"\[(\w+\.\w+)\]", text_of(data)))


def patrols(store: Store) -> Sheet:
    with store.read() as session:
        chosen = team.named(session, "WHA-1")
        keys = array("q", session.scalars(select(m.Patrol.id)))
        called = f"Patrols of {chosen.name}"
        return patrol_export.sheet(session, chosen.id, keys, called, lambda _done, _of: None)


def return_files(store: Store) -> dict[str, bytes]:
    with store.read() as session:
        chosen = team.named(session, "WHA-1")
        return returns.files(returns.draft(session, chosen, Month(2026, 10), OCTOBER))


def test_residents_are_in_the_records_that_nothing_shows(marked: Store) -> None:
    with marked.read() as session:
        rows = exports.package_rows(session)
    written = repr(rows)
    for column in ("contacts.resident_name", "contacts.subject", "meetings.minutes", "duties.note"):
        assert f"[{column}]" in written


def test_documents_of_meetings_hold_what_the_meeting_said_and_nobody_outside_it(
    marked: Store,
) -> None:
    found: set[str] = set()
    with marked.read() as session:
        for ref, team_id in session.execute(select(m.Meeting.ref, m.Meeting.team_id)).all():
            facts = minutes_files.facts(session, team_id, ref)
            for document in meeting_documents.DOCUMENTS:
                blocks = meeting_documents.made(document, facts, None).blocks
                found |= columns_in(public_page.page(blocks, OFFICIAL))
    assert found == {
        *("teams.name", "members.last_name", "partners.name"),
        *("meetings.title", "meetings.venue", "meetings.minutes"),
        *("agenda_items.text", "agenda_items.said", "agenda_items.decided"),
        *("actions.text", "actions.outcome"),
    }


def test_every_text_that_stands_beside_a_package_is_marked(marked: Store) -> None:
    named = {table.__tablename__ for table in beside.TABLES}
    free = {(table, name) for table in named for name in mentions.FIELDS.get(table, ())}
    free |= {
        (table.__tablename__, name) for table, names in beside.COLUMNS.items() for name in names
    }
    with marked.read() as session:
        found = {
            (table, name)
            for table, name in free
            if session.scalar(
                text(f"SELECT count(*) FROM {table} WHERE {name} = '[{table}.{name}]'")
            )
        }
    assert found == free


def test_a_package_carries_nothing_of_what_is_beside_it(marked: Store) -> None:
    with marked.read() as session:
        written = repr(exports.package_rows(session))
        carried = set(re.findall(r"\[(\w+\.\w+)\]", written))
    known = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    assert carried <= known


@pytest.mark.parametrize("write", [list_files.as_csv, list_files.as_xlsx])
def test_a_list_of_patrols_has_the_columns_that_it_may_have(
    marked: Store, write: Callable[[Sheet], bytes], tally: Tally
) -> None:
    data = write(patrols(marked))
    tally("exports checked", 1)
    assert columns_in(data) == PATROLS
    assert OFFICIAL in text_of(data)


def test_a_return_has_figures_and_the_words_of_priorities(marked: Store, tally: Tally) -> None:
    made = return_files(marked)
    tally("exports checked", len(made))
    found = {name: columns_in(data) for name, data in made.items()}
    [notes] = [name for name in found if name.endswith("-notes.csv")]
    assert found.pop(notes) == {"priorities.title", "priorities.action"}
    assert set().union(*found.values()) == set()
    [described] = [json.loads(data) for name, data in made.items() if name.endswith(".json")]
    assert described["dc:accessRights"] == OFFICIAL


def test_what_goes_to_police_uk_is_what_the_public_may_read(marked: Store, tally: Tally) -> None:
    with marked.change("Mark all that can be") as session:
        for table in ("priorities", "events", "members"):
            session.execute(text(f"UPDATE {table} SET public = 1"))
        session.add(_priority(session))
    with marked.read() as session:
        chosen = team.named(session, "WHA-1")
        said = police_uk.published(session, chosen.id, date(2026, 10, 1))
    made = police_uk_forms.write(said)
    tally("exports checked", len(made))
    assert {name: columns_in(data) for name, data in made.items()} == {
        "neighbourhood.json": {"teams.name", "teams.police_uk_id"},
        # What has no public words is called by its title.
        "priorities.json": {"priorities.issue", "priorities.title", "priorities.action"},
        "people.json": {"members.first_name", "members.last_name", "codes.label"},
        "events.json": {"events.title", "places.name", "codes.label"},
    }


def _priority(session: Session) -> m.Priority:
    """One with a mark in each of its texts, the private ones too."""
    texts = ("title", "action", "issue", "objective", "scanning", "victim", "offender", "location")
    return m.Priority(
        ref="ALL",
        team_id=team.named(session, "WHA-1").id,
        theme="asb",
        status="adopted",
        raised=date(2026, 9, 1),
        adopted=date(2026, 9, 1),
        public=True,
        **{name: f"[priorities.{name}]" for name in texts},
    )


# --- Nothing hidden ---------------------------------------------------------------------------


def workbook(make: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("Patrols").write_string(0, 0, "Officers")
        make(book)
    return out.getvalue()


def on_sheet(method: str, *arguments: object) -> Callable[[xlsxwriter.Workbook], object]:
    return lambda book: getattr(book.worksheets()[0], method)(*arguments)


def a_hidden_sheet(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("Everybody").hide()


PLANTED: dict[str, Callable[[xlsxwriter.Workbook], object]] = {
    "a hidden sheet": a_hidden_sheet,
    "a very hidden sheet": lambda book: book.add_worksheet("Everybody").very_hidden(),
    "a hidden row": on_sheet("set_row", 3, None, None, {"hidden": True}),
    "a hidden column": on_sheet("set_column", 3, 3, 10, None, {"hidden": True}),
    "a row of no height": on_sheet("set_row", 3, 0),
    "a column of no width": on_sheet("set_column", 3, 3, 0),
    "a formula": on_sheet("write_formula", 1, 1, "=1+1"),
    "a link": on_sheet("write_url", 1, 1, "https://x.example"),
    "a comment": on_sheet("write_comment", 1, 1, "PC Ridley"),
    "a name": lambda book: book.define_name("Staff", "=Patrols!$A$1"),
    "a person": lambda book: book.set_properties({"author": "PC Ridley"}),
    "a company": lambda book: book.set_properties({"company": "Herts"}),
    "a manager": lambda book: book.set_properties({"manager": "PS Okafor"}),
    "own properties": lambda book: book.set_custom_property("Who", "PC Ridley"),
    "a chart": on_sheet("insert_textbox", 1, 1, "PC Ridley"),
}


def test_what_the_program_makes_hides_nothing(marked: Store) -> None:
    assert nothing_hidden.hidden(list_files.as_xlsx(patrols(marked))) == []


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED.keys())
def test_what_is_hidden_in_a_workbook_is_found_and_not_let_out(
    plant: Callable[[xlsxwriter.Workbook], object], tally: Tally
) -> None:
    assert nothing_hidden.hidden(workbook(lambda _book: None)) == []
    data = workbook(plant)
    tally("exports checked", 1)
    assert nothing_hidden.hidden(data)
    with pytest.raises(RuntimeError, match="was not let out"):
        nothing_hidden.insist(data)


# --- No formulas ------------------------------------------------------------------------------

STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\x00",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "|",
    "%",
    "'",
]
BEFORE = ["", " ", "\u00a0", "\ufeff", "\u202e", "\u200b", "\u3000"]

FORMULA = {*"=+-@\t\r\uff1d\uff0b\uff0d\uff20"}
"""What a spreadsheet program begins a formula with."""

hostile = st.builds("{}{}{}".format, st.sampled_from(BEFORE), st.sampled_from(STARTS), st.text())


def one_row(text: str) -> Sheet:
    return Sheet(f"{OFFICIAL}: Patrols", ("Note", "Place"), ((text, text),))


@settings(max_examples=times(100))
@given(hostile)
def test_no_cell_of_a_csv_begins_like_a_formula(text: str) -> None:
    data = list_files.as_csv(one_row(text)).decode("utf-8-sig", "surrogatepass")
    _title, _headings, cells = csv.reader(io.StringIO(data, newline=""))
    assert len(cells) == 2
    for cell in cells:
        assert cell.lstrip(" \u00a0\u3000")[:1] not in {*"=+-@\t\r\uff1d\uff0b\uff0d\uff20"}, repr(
            cell
        )


@settings(max_examples=times(50))
@given(st.lists(hostile, min_size=5, max_size=5), st.lists(hostile, min_size=5, max_size=5))
def test_no_cell_of_the_rows_with_problems_begins_like_a_formula(
    heading: list[str], row: list[str]
) -> None:
    grid = Grid("Sheet1", (tuple(heading), tuple(row)))
    why = [SheetProblem(2, 0, heading[0], "note", row[0], "This is no note.")]
    data = bad_rows(grid, Matching("patrols", 1, (None,) * 5), why).decode("utf-8", "replace")
    for line in csv.reader(io.StringIO(data, newline="")):
        for cell in line:
            # A number is never guarded (formats.md, common rules).
            assert cell.lstrip(" ")[:1] not in FORMULA or is_number(cell.strip()), repr(cell)


@settings(max_examples=times(15))
@given(st.lists(hostile, max_size=6))
def test_no_cell_of_a_workbook_is_a_formula(texts: list[str]) -> None:
    made = Sheet("OFFICIAL: Patrols", ("Note",), tuple((text,) for text in texts))
    data = list_files.as_xlsx(made)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        [sheet] = [parts.read(name) for name in parts.namelist() if "sheet1" in name]
    assert b"<f" not in sheet.replace(b"<firstHeader", b"").replace(b"<firstFooter", b"")
    assert nothing_hidden.hidden(data) == []


@pytest.mark.parametrize("text", [*POISONS, "a\x0bb\x00\uffffc", "\ud83d"])
def test_what_no_workbook_can_hold_is_left_out_of_it(text: str) -> None:
    data = list_files.as_xlsx(one_row(text))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        shared = parts.read("xl/sharedStrings.xml").decode()
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\uffff\u202e]", shared)


def test_a_text_longer_than_a_cell_is_cut_and_that_is_said() -> None:
    data = list_files.as_xlsx(one_row("x" * 40_000))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        shared = parts.read("xl/sharedStrings.xml").decode()
    [long] = [one for one in re.findall(r"<t[^>]*>([^<]*)<", shared) if len(one) > 1000]
    assert len(long) == 32_767
    assert long.endswith("(cut here: a cell holds no more)")


# --- Whole or not at all ----------------------------------------------------------------------


def test_a_full_disk_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"OFFICIAL\nold")
    # The part that is written first leads to a disk without room.
    (tmp_path / ".out.csv.part").symlink_to("/dev/full")
    with pytest.raises(DeskError, match="No space left"):
        files.put_one(path, b"OFFICIAL\nnew", b"OFFICIAL")
    assert path.read_bytes() == b"OFFICIAL\nold"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("times", [0, 1, 5])
def test_a_virus_scanner_that_holds_the_file_is_waited_for(
    tmp_path: Path, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "WAITS", (0.0,) * 5)
    left, real = [times], Path.replace

    def replace(part: Path, path: Path) -> Path:
        if left[0]:
            left[0] -= 1
            error = PermissionError(13, "held by another program")
            error.winerror = 32  # type: ignore[attr-defined]  # Windows's alone
            raise error
        return real(part, path)

    monkeypatch.setattr(Path, "replace", replace)
    files.put_one(tmp_path / "out.csv", b"OFFICIAL\nnew", b"OFFICIAL")
    assert (tmp_path / "out.csv").read_bytes() == b"OFFICIAL\nnew"
    assert left == [0]
