"""Rounds, tasks, crime figures and the public side of priorities; and what belongs to which.

What stood before gets empty columns, so that what was sealed before them still verifies.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)

from snt_desk.db.migrations.first.columns import ALONE, CODE, may, must, plain, record

revision = "0005"
down_revision = "0004"

_KEY = ["id", "team_id"]
_LINKS = {
    "priorities": (("reopens_id", "priorities"), ("replaces_id", "priorities")),
    "events": (("priority_id", "priorities"),),
    "contacts": (("priority_id", "priorities"),),
    "messages": (("priority_id", "priorities"), ("round_id", "rounds")),
}
"""Columns that name a row of the same team."""
_OF_A_RESPONSE = (("priority_id", "priorities"), ("event_id", "events"))
"""Responses bear no team of their own."""
_RANKED = ("consultation_id", "theme", "place_id", "channel", "priority_id", "count")
"""All that the ranking of a consultation reads."""
_LISTED = (
    *("received", "consultation_id", "id", "theme", "channel", "place_id"),
    *("priority_id", "count"),
)
"""All that a list of responses is filtered by and adds up, but the words; its order first."""


def upgrade() -> None:
    """Make the tables, and add the columns."""
    _make_rounds()
    _make_plans()
    _make_crime_notes()
    for name in ("issue", "victim", "offender", "location"):
        op.add_column("priorities", Column(name, Text()))
    for name in ("window_from", "window_to"):
        op.add_column("priorities", Column(name, String(5)))
    for table in ("priorities", "events", "members"):
        op.add_column(table, Column("public", Boolean()))
    _link()


def _link() -> None:
    """Add the columns that name other rows; SQLite takes the references with a table made anew."""
    for table, links in _LINKS.items():
        with op.batch_alter_table(table, reflect_kwargs=ALONE) as batch:
            for column, other in links:
                batch.add_column(Column(column, Integer()))
                both = [column, "team_id"]
                batch.create_foreign_key(f"fk_{table}_{column}_team_id", other, both, _KEY)
    with op.batch_alter_table("responses", reflect_kwargs=ALONE) as batch:
        for column, other in _OF_A_RESPONSE:
            batch.add_column(Column(column, Integer()))
            batch.create_foreign_key(f"fk_responses_{column}", other, [column], ["id"])
    for table, links in ({**_LINKS, "responses": _OF_A_RESPONSE}).items():
        for column, _ in links if table != "priorities" else ():
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_responses_ranked", "responses", list(_RANKED))
    op.create_index("ix_responses_listed", "responses", list(_LISTED))


def _make_rounds() -> None:
    record(
        "rounds",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("begun", Date()),
        must("months", Integer()),
        may("ended", Date()),
        may("consultation_id", Integer(), ForeignKey("consultations.id")),
        may("note", Text()),
        UniqueConstraint("ref"),
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("team_id", "begun"),
        CheckConstraint("months BETWEEN 1 AND 12", "months"),
        CheckConstraint("ended > begun", "days"),
    )


def _make_plans() -> None:
    for table, what, other in (
        ("priority_places", "place_id", "places"),
        ("priority_partners", "partner_id", "partners"),
    ):
        plain(
            table,
            must("priority_id", Integer(), ForeignKey("priorities.id", ondelete="CASCADE")),
            must("position", Integer()),
            must(what, Integer(), ForeignKey(f"{other}.id")),
            UniqueConstraint("priority_id", what),
        )
    record(
        "tasks",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("priority_id", Integer()),
        must("stage", CODE),
        must("text", Text()),
        may("owner_id", Integer(), ForeignKey("members.id")),
        must("raised", Date()),
        may("due", Date()),
        may("done", Date()),
        UniqueConstraint("ref"),
        _own("priority_id", "priorities", ondelete="CASCADE"),
    )
    op.create_index("ix_tasks_priority_id", "tasks", ["priority_id"])


def _make_crime_notes() -> None:
    record(
        "crime_notes",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        may("consultation_id", Integer(), ForeignKey("consultations.id")),
        may("priority_id", Integer()),
        may("place_id", Integer()),
        must("taken", Date()),
        must("source", Text()),
        may("note", Text()),
        UniqueConstraint("ref"),
        _own("priority_id", "priorities"),
        _own("place_id", "places"),
    )
    op.create_index("ix_crime_notes_priority_id", "crime_notes", ["priority_id"])
    plain(
        "crime_counts",
        must("crime_note_id", Integer(), ForeignKey("crime_notes.id", ondelete="CASCADE")),
        must("month", String(7)),
        must("category", Text()),
        must("count", Integer()),
        UniqueConstraint("crime_note_id", "month", "category"),
        CheckConstraint("count >= 0", "count"),
    )


def _own(column: str, table: str, ondelete: str | None = None) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        [column, "team_id"], [f"{table}.id", f"{table}.team_id"], ondelete=ondelete
    )
