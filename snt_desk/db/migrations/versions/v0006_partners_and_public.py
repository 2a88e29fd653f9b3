"""Recurring meetings, agendas, case reviews; feedback owed, plans of messages and campaigns.

What stood before gets empty columns, so that what was sealed before them still verifies.
"""

from __future__ import annotations

from typing import Any

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
    text,
)

from snt_desk.db.migrations.first.columns import ALONE, CODE, INSTANT, may, must, plain, record

revision = "0006"
down_revision = "0005"

_KEY = ["id", "team_id"]
_STRETCH = '"end" > start AND "end" - start <= 960'


def upgrade() -> None:
    """Make the tables, and add the columns."""
    _make_series()
    _extend_partners()
    _make_agendas()
    _make_case_reviews()
    _extend_events()
    _extend_contacts()
    _extend_messages()
    _extend_campaigns()


def _make_series() -> None:
    record(
        "meeting_series",
        *_of_team(),
        must("kind", CODE),
        must("title", Text()),
        must("rule", CODE),
        must("every", Integer()),
        must("first", Date()),
        must("at", String(5)),
        may("lasts", Integer()),
        may("until", Date()),
        may("venue", Text()),
        may("place_id", Integer()),
        may("priority_id", Integer()),
        may("agenda", Text()),
        UniqueConstraint("id", "team_id"),
        _own("place_id", "places"),
        _own("priority_id", "priorities"),
        CheckConstraint("every BETWEEN 1 AND 52", "every"),
        CheckConstraint("lasts BETWEEN 1 AND 960", "lasts"),
        CheckConstraint("until >= first", "days"),
    )
    _make_list(
        "meeting_series_partners", ("series_id", "meeting_series"), ("partner_id", "partners")
    )
    _make_list("meeting_series_officers", ("series_id", "meeting_series"), ("member_id", "members"))
    plain(
        "meeting_skips",
        _part_of("series_id", "meeting_series"),
        must("day", Date()),
        may("why", Text()),
        UniqueConstraint("series_id", "day"),
    )


def _extend_partners() -> None:
    op.add_column("partners", Column("told", Text()))
    op.add_column("partners", Column("ended", Date()))
    record(
        "partner_people",
        *_of_team(),
        must("partner_id", Integer()),
        must("name", Text()),
        *(may(name, Text()) for name in ("role", "email", "phone", "told")),
        may("left", Date()),
        _own("partner_id", "partners", ondelete="CASCADE"),
    )
    op.create_index("ix_partner_people_partner_id", "partner_people", ["partner_id"])


def _make_agendas() -> None:
    with op.batch_alter_table("meetings", reflect_kwargs=ALONE) as batch:
        batch.add_column(Column("venue", Text()))
        batch.add_column(Column("series_id", Integer()))
        batch.add_column(Column("series_day", Date()))
        both = ["series_id", "team_id"]
        batch.create_foreign_key("fk_meetings_series_id_team_id", "meeting_series", both, _KEY)
        batch.create_unique_constraint(
            "uq_meetings_series_id_series_day", ["series_id", "series_day"]
        )
        batch.create_check_constraint("series", "(series_id IS NULL) = (series_day IS NULL)")
    with op.batch_alter_table("actions", reflect_kwargs=ALONE) as batch:
        batch.add_column(Column("remind", Date()))
        batch.add_column(Column("outcome", Text()))
        batch.create_unique_constraint("uq_actions_id_team_id", _KEY)
    op.create_index("ix_actions_meeting_id", "actions", ["meeting_id"])
    _index_where("ix_actions_open", "actions", ["team_id", "due"], "closed IS NULL")
    plain(
        "meeting_missing",
        _part_of("meeting_id", "meetings"),
        must("position", Integer()),
        may("partner_id", Integer(), ForeignKey("partners.id")),
        may("member_id", Integer(), ForeignKey("members.id")),
        must("apologies", Boolean()),
        UniqueConstraint("meeting_id", "partner_id"),
        UniqueConstraint("meeting_id", "member_id"),
        CheckConstraint("(partner_id IS NULL) <> (member_id IS NULL)", "one_of_both"),
    )
    plain(
        "agenda_items",
        _part_of("meeting_id", "meetings"),
        must("position", Integer()),
        must("text", Text()),
        may("action_id", Integer(), ForeignKey("actions.id")),
        may("priority_id", Integer(), ForeignKey("priorities.id")),
        may("said", Text()),
        may("decided", Text()),
    )
    for column in ("meeting_id", "action_id", "priority_id"):
        op.create_index(f"ix_agenda_items_{column}", "agenda_items", [column])


def _make_case_reviews() -> None:
    record(
        "case_reviews",
        *_of_team(),
        must("subject", Text()),
        may("place_id", Integer()),
        must("begun", Date()),
        *(may(name, Date()) for name in ("asked", "acknowledged", "decided")),
        may("outcome", CODE),
        may("reference", Text()),
        *(may(name, Integer()) for name in ("lead_id", "meeting_id", "priority_id")),
        may("note", Text()),
        may("closed", Date()),
        _own("place_id", "places"),
        _own("lead_id", "partners"),
        _own("meeting_id", "meetings"),
        _own("priority_id", "priorities"),
        CheckConstraint("acknowledged >= asked", "acknowledged"),
        CheckConstraint("decided >= asked", "decided"),
    )
    op.create_index("ix_case_reviews_team_id_begun", "case_reviews", ["team_id", "begun"])
    plain(
        "case_reports",
        _part_of("case_review_id", "case_reviews"),
        must("position", Integer()),
        must("reported", Date()),
        must("incident", Integer()),
        must("reporter", String(2)),
        may("partner_id", Integer(), ForeignKey("partners.id")),
        may("reference", Text()),
        CheckConstraint("incident >= 1", "incident"),
    )
    op.create_index("ix_case_reports_case_review_id", "case_reports", ["case_review_id"])


def _extend_events() -> None:
    op.add_column("events", Column("estimated", Boolean()))
    for name in ("venue", "feedback"):
        op.add_column("events", Column(name, Text()))
    for name in ("feedback_due", "feedback_given"):
        op.add_column("events", Column(name, Date()))
    record(
        "community_groups",
        *_of_team(),
        must("name", Text()),
        may("weeks", Integer()),
        may("ended", Date()),
        UniqueConstraint("team_id", "name"),
        CheckConstraint("weeks BETWEEN 1 AND 520", "weeks"),
    )
    _make_list("event_groups", ("event_id", "events"), ("group_id", "community_groups"))
    op.create_index("ix_event_groups_group_id", "event_groups", ["group_id"])


def _extend_contacts() -> None:
    with op.batch_alter_table("contacts", reflect_kwargs=ALONE) as batch:
        batch.add_column(Column("passed_to_id", Integer()))
        both = ["passed_to_id", "team_id"]
        batch.create_foreign_key("fk_contacts_passed_to_id_team_id", "partners", both, _KEY)
    _index_where("ix_contacts_waiting", "contacts", ["team_id", "received"], "answered IS NULL")
    with op.batch_alter_table("appointments", reflect_kwargs=ALONE) as batch:
        batch.add_column(Column("lasts", Integer()))
        for column, other in (("place_id", "places"), ("partner_id", "partners")):
            batch.add_column(Column(column, Integer()))
            name = f"fk_appointments_{column}_team_id"
            batch.create_foreign_key(name, other, [column, "team_id"], _KEY)
        batch.create_check_constraint("lasts", "lasts BETWEEN 1 AND 960")
    op.create_index("ix_appointments_contact_id", "appointments", ["contact_id"])


def _extend_messages() -> None:
    with op.batch_alter_table("messages", reflect_kwargs=ALONE) as batch:
        batch.add_column(Column("planned", INSTANT))
        batch.add_column(Column("picture", Boolean()))
        batch.add_column(Column("alt", Text()))
        batch.add_column(Column("approved", INSTANT))
        batch.add_column(Column("approved_by_id", Integer()))
        name = "fk_messages_approved_by_id"
        batch.create_foreign_key(name, "members", ["approved_by_id"], ["id"])
    op.create_index("ix_messages_team_id_planned", "messages", ["team_id", "planned"])
    op.create_index("ix_messages_campaign_id", "messages", ["campaign_id"])
    plain(
        "message_channels",
        _part_of("message_id", "messages"),
        must("position", Integer()),
        must("channel", CODE),
        may("text", Text()),
        UniqueConstraint("message_id", "channel"),
    )
    with op.batch_alter_table("posts", reflect_kwargs=ALONE) as batch:
        batch.add_column(Column("replies", Integer()))
        batch.create_check_constraint("replies", "replies >= 0")


def _extend_campaigns() -> None:
    with op.batch_alter_table("campaigns", reflect_kwargs=ALONE) as batch:
        batch.add_column(Column("note", Text()))
        batch.add_column(Column("before_id", Integer()))
        batch.create_foreign_key("fk_campaigns_before_id", "campaigns", ["before_id"], ["id"])
    plain(
        "campaign_tags",
        _part_of("campaign_id", "campaigns"),
        must("position", Integer()),
        must("tag", CODE),
        UniqueConstraint("campaign_id", "tag"),
    )
    plain(
        "campaign_days",
        _part_of("campaign_id", "campaigns"),
        must("day", Date()),
        must("theme", Text()),
        UniqueConstraint("campaign_id", "day"),
    )
    record(
        "campaign_counts",
        *_of_team(),
        must("campaign_id", Integer(), ForeignKey("campaigns.id")),
        must("what", Text()),
        must("count", Integer()),
        UniqueConstraint("team_id", "campaign_id", "what"),
        CheckConstraint("count >= 0", "count"),
    )
    _make_planned_patrols()


def _make_planned_patrols() -> None:
    record(
        "planned_patrols",
        *_of_team(),
        must("campaign_id", Integer(), ForeignKey("campaigns.id")),
        must("mode", CODE),
        must("start", INSTANT),
        may("end", INSTANT),
        may("place_id", Integer()),
        may("priority_id", Integer()),
        may("purpose", CODE),
        may("note", Text()),
        may("patrol_id", Integer(), ForeignKey("patrols.id", ondelete="SET NULL")),
        _own("place_id", "places"),
        _own("priority_id", "priorities"),
        CheckConstraint(_STRETCH, "stretch"),
    )
    op.create_index("ix_planned_patrols_team_id_start", "planned_patrols", ["team_id", "start"])
    for column in ("campaign_id", "patrol_id"):
        op.create_index(f"ix_planned_patrols_{column}", "planned_patrols", [column])
    _make_list(
        "planned_patrol_officers",
        ("planned_patrol_id", "planned_patrols"),
        ("member_id", "members"),
    )


def _make_list(name: str, whole: tuple[str, str], what: tuple[str, str]) -> None:
    """Make a table that says what belongs to a record, in order."""
    plain(
        name,
        _part_of(*whole),
        must("position", Integer()),
        must(what[0], Integer(), ForeignKey(f"{what[1]}.id")),
        UniqueConstraint(whole[0], what[0]),
    )


def _index_where(name: str, table: str, columns: list[str], where: str) -> None:
    only = text(where)
    op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def _of_team() -> tuple[Any, ...]:
    team = must("team_id", Integer(), ForeignKey("teams.id"))
    return must("ref", CODE), team, UniqueConstraint("ref")


def _part_of(column: str, table: str) -> Column[Any]:
    return must(column, Integer(), ForeignKey(f"{table}.id", ondelete="CASCADE"))


def _own(column: str, table: str, ondelete: str | None = None) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        [column, "team_id"], [f"{table}.id", f"{table}.team_id"], ondelete=ondelete
    )
