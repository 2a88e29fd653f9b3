"""The first tables: people, places, priorities and the patrol log."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Text,
    UniqueConstraint,
    text,
)

from snt_desk.db.migrations.first.columns import CODE, INSTANT, may, must, plain, record


def people() -> None:
    """Make the tables of people."""
    record(
        "teams",
        must("code", CODE),
        must("name", Text()),
        must("district", Text()),
        may("force", Text()),
        may("police_uk_id", Text()),
        may("cycle_months", Integer()),
        UniqueConstraint("code"),
    )
    record(
        "members",
        must("collar", CODE),
        must("first_name", Text()),
        must("last_name", Text()),
        may("cycle_trained", Boolean()),
        may("driving", CODE),
        may("email", Text()),
        UniqueConstraint("collar"),
    )
    record(
        "campaigns",
        must("tag", CODE),
        must("title", Text()),
        must("from", Date()),
        must("to", Date()),
        CheckConstraint('"to" >= "from"', "days"),
        UniqueConstraint("tag"),
    )
    record(
        "places",
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("code", CODE),
        must("name", Text()),
        must("kind", CODE),
        may("parent_id", Integer()),
        CheckConstraint("code <> 'none'", "code_not_none"),
        ForeignKeyConstraint(["parent_id", "team_id"], ["places.id", "places.team_id"]),
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("team_id", "code"),
    )
    record(
        "postings",
        must("member_id", Integer(), ForeignKey("members.id")),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("role", CODE),
        must("fte_percent", Integer()),
        must("from", Date()),
        may("to", Date()),
        CheckConstraint('"to" > "from"', "days"),
        CheckConstraint("fte_percent BETWEEN 0 AND 100", "fte"),
        UniqueConstraint("member_id", "team_id", "from"),
    )
    op.create_index("ix_postings_team_id", "postings", ["team_id"])
    record(
        "duties",
        must("ref", CODE),
        must("member_id", Integer(), ForeignKey("members.id")),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("start", INSTANT),
        must("end", INSTANT),
        must("code", CODE),
        may("note", Text()),
        CheckConstraint('"end" > start AND "end" - start <= 960', "stretch"),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_duties_member_id_start", "duties", ["member_id", "start"])
    op.create_index("ix_duties_team_id_start", "duties", ["team_id", "start"])
    record(
        "absences",
        must("ref", CODE),
        must("member_id", Integer(), ForeignKey("members.id")),
        must("start", INSTANT),
        must("end", INSTANT),
        must("kind", CODE),
        may("sent_to", Text()),
        may("note", Text()),
        CheckConstraint('"end" > start', "span"),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_absences_member_id_start", "absences", ["member_id", "start"])


def patrols() -> None:
    """Make the tables of patrols."""
    record(
        "priorities",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("title", Text()),
        must("theme", CODE),
        may("place_id", Integer()),
        must("status", CODE),
        must("raised", Date()),
        may("adopted", Date()),
        may("closed", Date()),
        may("result", CODE),
        may("last_update", Date()),
        may("action", Text()),
        may("objective", Text()),
        may("scanning", Text()),
        may("analysis", Text()),
        may("response", Text()),
        may("assessment", Text()),
        CheckConstraint(
            "(status <> 'proposed' OR (adopted IS NULL AND closed IS NULL))"
            " AND (status <> 'adopted' OR (adopted IS NOT NULL AND closed IS NULL))"
            " AND (status <> 'closed' OR (closed IS NOT NULL AND result IS NOT NULL))",
            "status_dates",
        ),
        ForeignKeyConstraint(["place_id", "team_id"], ["places.id", "places.team_id"]),
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_priorities_team_id_adopted", "priorities", ["team_id", "adopted"])
    record(
        "partners",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("name", Text()),
        must("kind", CODE),
        may("contact_name", Text()),
        may("contact_email", Text()),
        may("contact_phone", Text()),
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_partners_team_id", "partners", ["team_id"])
    record(
        "patrols",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("purpose", CODE),
        may("priority_id", Integer()),
        may("operation", Text()),
        must("visible", Boolean()),
        may("note", Text()),
        ForeignKeyConstraint(["priority_id", "team_id"], ["priorities.id", "priorities.team_id"]),
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_patrols_priority_id", "patrols", ["priority_id"])
    record(
        "legs",
        must("patrol_id", Integer()),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("leg", Integer()),
        must("mode", CODE),
        may("place_id", Integer()),
        must("start", INSTANT),
        may("end", INSTANT),
        CheckConstraint("leg >= 1", "number"),
        CheckConstraint('"end" > start AND "end" - start <= 960', "stretch"),
        ForeignKeyConstraint(
            ["patrol_id", "team_id"], ["patrols.id", "patrols.team_id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["place_id", "team_id"], ["places.id", "places.team_id"]),
        UniqueConstraint("patrol_id", "leg"),
    )
    op.create_index(
        "ix_legs_open",
        "legs",
        ["team_id"],
        sqlite_where=text('"end" IS NULL'),
        postgresql_where=text('"end" IS NULL'),
    )
    op.create_index(
        "ix_legs_first",
        "legs",
        ["team_id", "start", "patrol_id"],
        sqlite_where=text("leg = 1"),
        postgresql_where=text("leg = 1"),
    )
    op.create_index("ix_legs_team_id_start", "legs", ["team_id", "start"])
    plain(
        "leg_officers",
        must("leg_id", Integer(), ForeignKey("legs.id", ondelete="CASCADE")),
        must("position", Integer()),
        must("member_id", Integer(), ForeignKey("members.id")),
        UniqueConstraint("leg_id", "member_id"),
    )
    op.create_index("ix_leg_officers_member_id", "leg_officers", ["member_id"])
    plain(
        "leg_partners",
        must("leg_id", Integer(), ForeignKey("legs.id", ondelete="CASCADE")),
        must("position", Integer()),
        must("partner_id", Integer(), ForeignKey("partners.id")),
        UniqueConstraint("leg_id", "partner_id"),
    )
    op.create_index("ix_leg_partners_partner_id", "leg_partners", ["partner_id"])
    record(
        "visits",
        must("leg_id", Integer(), ForeignKey("legs.id", ondelete="CASCADE")),
        must("hotspot_id", Integer(), ForeignKey("places.id")),
        must("start", INSTANT),
        must("end", INSTANT),
        CheckConstraint('"end" > start', "span"),
        UniqueConstraint("leg_id", "start"),
    )
    op.create_index("ix_visits_hotspot_id", "visits", ["hotspot_id"])
