"""The first tables: partners, community work, returns and the journal."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)

from snt_desk.db.migrations.first.columns import CODE, INSTANT, may, must, plain, record


def journal_and_settings() -> None:
    """Make the tables of journal and settings."""
    plain(
        "changes",
        must("at", String(25)),
        must("user", Text()),
        must("collar", Text()),
        must("desk", Text()),
        must("kind", String(12)),
        must("label", Text()),
        must("recipient", Text()),
        may("reverts", Integer(), ForeignKey("changes.id")),
        may("hash", String(64)),
        CheckConstraint("kind IN ('change', 'undo', 'redo', 'barrier', 'note')", "kind"),
    )
    plain(
        "images",
        must("change_id", Integer(), ForeignKey("changes.id")),
        must("table", Text()),
        must("row", Integer()),
        may("before", Text()),
        may("after", Text()),
        may("salt", LargeBinary()),
        may("digest", LargeBinary()),
    )
    op.create_index("ix_images_change_id_table_row", "images", ["change_id", "table", "row"])
    plain(
        "context",
        must("change_id", Integer(), ForeignKey("changes.id")),
        CheckConstraint("id = 1", "one_row"),
    )
    record(
        "settings",
        must("key", CODE),
        must("value", Text()),
        UniqueConstraint("key"),
    )
    record(
        "codes",
        must("list", CODE),
        must("code", CODE),
        must("label", Text()),
        may("valid_from", Date()),
        may("valid_to", Date()),
        may("flags", Text()),
        must("position", Integer()),
        UniqueConstraint("list", "code"),
    )


def partners() -> None:
    """Make the tables of partners."""
    record(
        "meetings",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("kind", CODE),
        must("title", Text()),
        must("start", INSTANT),
        may("end", INSTANT),
        may("place_id", Integer()),
        may("priority_id", Integer()),
        may("minutes", Text()),
        CheckConstraint('"end" > start AND "end" - start <= 960', "stretch"),
        ForeignKeyConstraint(["place_id", "team_id"], ["places.id", "places.team_id"]),
        ForeignKeyConstraint(["priority_id", "team_id"], ["priorities.id", "priorities.team_id"]),
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_meetings_team_id_start", "meetings", ["team_id", "start"])
    plain(
        "meeting_partners",
        must("meeting_id", Integer(), ForeignKey("meetings.id", ondelete="CASCADE")),
        must("position", Integer()),
        must("partner_id", Integer(), ForeignKey("partners.id")),
        UniqueConstraint("meeting_id", "partner_id"),
    )
    plain(
        "meeting_officers",
        must("meeting_id", Integer(), ForeignKey("meetings.id", ondelete="CASCADE")),
        must("position", Integer()),
        must("member_id", Integer(), ForeignKey("members.id")),
        UniqueConstraint("meeting_id", "member_id"),
    )
    record(
        "actions",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        may("meeting_id", Integer()),
        may("priority_id", Integer()),
        must("text", Text()),
        may("owner_member_id", Integer(), ForeignKey("members.id")),
        may("owner_partner_id", Integer()),
        must("raised", Date()),
        may("due", Date()),
        may("closed", Date()),
        CheckConstraint("(owner_member_id IS NULL) <> (owner_partner_id IS NULL)", "one_owner"),
        ForeignKeyConstraint(["meeting_id", "team_id"], ["meetings.id", "meetings.team_id"]),
        ForeignKeyConstraint(["owner_partner_id", "team_id"], ["partners.id", "partners.team_id"]),
        ForeignKeyConstraint(["priority_id", "team_id"], ["priorities.id", "priorities.team_id"]),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_actions_team_id_raised", "actions", ["team_id", "raised"])


def community() -> None:
    """Make the tables of community."""
    record(
        "consultations",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("title", Text()),
        must("opened", Date()),
        may("closed", Date()),
        UniqueConstraint("ref"),
    )
    record(
        "responses",
        must("ref", CODE),
        must("consultation_id", Integer(), ForeignKey("consultations.id")),
        must("received", Date()),
        must("channel", CODE),
        must("theme", CODE),
        may("place_id", Integer(), ForeignKey("places.id")),
        must("count", Integer()),
        may("comment", Text()),
        CheckConstraint("count >= 1", "count"),
        UniqueConstraint("ref"),
    )
    op.create_index(
        "ix_responses_consultation_id_received", "responses", ["consultation_id", "received"]
    )
    record(
        "events",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("kind", CODE),
        must("title", Text()),
        may("purpose", CODE),
        must("start", INSTANT),
        may("end", INSTANT),
        may("place_id", Integer()),
        may("attendance", Integer()),
        may("campaign_id", Integer(), ForeignKey("campaigns.id")),
        CheckConstraint("attendance >= 0", "attendance"),
        CheckConstraint('"end" > start AND "end" - start <= 960', "stretch"),
        ForeignKeyConstraint(["place_id", "team_id"], ["places.id", "places.team_id"]),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_events_team_id_start", "events", ["team_id", "start"])
    plain(
        "event_officers",
        must("event_id", Integer(), ForeignKey("events.id", ondelete="CASCADE")),
        must("position", Integer()),
        must("member_id", Integer(), ForeignKey("members.id")),
        UniqueConstraint("event_id", "member_id"),
    )
    record(
        "contacts",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("received", INSTANT),
        must("channel", CODE),
        must("subject", Text()),
        may("resident_name", Text()),
        may("resident_contact", Text()),
        may("access_needs", Text()),
        may("owner_id", Integer(), ForeignKey("members.id")),
        may("answered", INSTANT),
        must("status", CODE),
        may("review_on", Date()),
        CheckConstraint(
            "(status = 'answered') = (answered IS NOT NULL)"
            " AND (answered IS NULL OR answered >= received)",
            "answered",
        ),
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_contacts_team_id_received", "contacts", ["team_id", "received"])
    record(
        "appointments",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        may("contact_id", Integer()),
        must("kind", CODE),
        must("at", INSTANT),
        may("officer_id", Integer(), ForeignKey("members.id")),
        must("status", CODE),
        ForeignKeyConstraint(["contact_id", "team_id"], ["contacts.id", "contacts.team_id"]),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_appointments_team_id_at", "appointments", ["team_id", "at"])
    record(
        "messages",
        must("ref", CODE),
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("kind", CODE),
        must("text", Text()),
        may("campaign_id", Integer(), ForeignKey("campaigns.id")),
        must("status", CODE),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_messages_team_id", "messages", ["team_id"])
    record(
        "posts",
        must("ref", CODE),
        must("message_id", Integer(), ForeignKey("messages.id")),
        must("channel", CODE),
        must("posted", INSTANT),
        may("reach", Integer()),
        UniqueConstraint("ref"),
    )
    op.create_index("ix_posts_message_id", "posts", ["message_id"])
    op.create_index("ix_posts_posted", "posts", ["posted"])
    record(
        "outcomes",
        may("patrol_id", Integer(), ForeignKey("patrols.id", ondelete="CASCADE")),
        may("event_id", Integer(), ForeignKey("events.id", ondelete="CASCADE")),
        must("kind", CODE),
        must("count", Integer()),
        CheckConstraint("count >= 1", "count"),
        CheckConstraint("(patrol_id IS NULL) <> (event_id IS NULL)", "one_parent"),
        UniqueConstraint("event_id", "kind"),
        UniqueConstraint("patrol_id", "kind"),
    )


def returns() -> None:
    """Make the tables of returns."""
    record(
        "nil_sections",
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("month", String(7)),
        must("section", CODE),
        UniqueConstraint("team_id", "month", "section"),
    )
    record(
        "commentary",
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("month", String(7)),
        must("kind", CODE),
        may("ref", Text()),
        must("text", Text()),
        UniqueConstraint("team_id", "month", "kind", "ref"),
    )
    record(
        "returns",
        must("team_id", Integer(), ForeignKey("teams.id")),
        must("month", String(7)),
        must("revision", Integer()),
        must("as_at", INSTANT),
        must("sent", INSTANT),
        must("sha256", String(64)),
        must("anchor", Text()),
        CheckConstraint("revision >= 1", "revision"),
        UniqueConstraint("team_id", "month", "revision"),
    )
    plain(
        "return_figures",
        must("return_id", Integer(), ForeignKey("returns.id")),
        must("position", Integer()),
        must("section", Text()),
        must("measure", Text()),
        must("by", Text()),
        must("category", Text()),
        must("value", Integer()),
        must("unit", Text()),
        must("status", Text()),
        UniqueConstraint("return_id", "position"),
    )
    plain(
        "return_notes",
        must("return_id", Integer(), ForeignKey("returns.id")),
        must("position", Integer()),
        must("kind", Text()),
        must("ref", Text()),
        must("text", Text()),
        UniqueConstraint("return_id", "position"),
    )
