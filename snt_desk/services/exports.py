"""The data package out of the database."""

from __future__ import annotations

from sqlalchemy.orm import Session

from snt_desk.domain.package import TABLES, PackageTable, Row
from snt_desk.services import records


def package_rows(session: Session, team: str | None = None) -> dict[str, list[Row]]:
    """Collect the rows of the data package; with a team, those that concern it.

    With a team (product.md, the command line): the rows that bear it, their children,
    the members named in them or posted to it with all their postings, the teams of
    those postings, their absences, and all campaigns and codes.
    """
    if team is None:
        return {table.name: _rows(session, table) for table in TABLES}
    found = {
        table.name: [
            one.row for one in records.fetch(session, table, *records.of_team(table, team))
        ]
        for table in TABLES
    }
    people = _people_in(found)
    found["members"] = [row for row in found["members"] if row[0] in people]
    found["absences"] = _of(found["absences"], "absences", "collar", people)
    postings = _rows(session, records.table_named("postings"))
    found["postings"] = _of(postings, "postings", "collar", people)
    place = _place("postings", "team")
    teams = {row[place] for row in found["postings"]} | {team}
    found["teams"] = _of(found["teams"], "teams", "code", teams)
    return found


def _rows(session: Session, table: PackageTable) -> list[Row]:
    return [one.row for one in records.fetch(session, table)]


def _place(table: str, column: str) -> int:
    return [one.name for one in records.table_named(table).columns].index(column)


def _of(rows: list[Row], table: str, column: str, wanted: set[str]) -> list[Row]:
    place = _place(table, column)
    return [row for row in rows if row[place] in wanted]


def _people_in(found: dict[str, list[Row]]) -> set[str]:
    """Name everyone who occurs in the team's own rows, or is posted to it."""
    people: set[str] = set()
    for table in TABLES:
        if table.name in {"members", "absences"}:
            continue
        for n, column in enumerate(table.columns):
            if column.refers != "members":
                continue
            for row in found[table.name]:
                people.update(row[n] if column.many else (row[n],) if row[n] else ())
    return people
