"""Partner organisations, the meetings with them, what follows, and case reviews of ASB."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from snt_desk.db.models.base import Base, Record, coded, own, reference, stretch, team_key


class Partner(Record):
    """An organisation that the team works with; `told` says what may be told to it.

    Since `ended` it is no longer worked with.
    """

    __tablename__ = "partners"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    name: Mapped[str]
    kind: Mapped[str] = coded()
    contact_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    told: Mapped[str | None]
    ended: Mapped[date | None]
    __table_args__ = (UniqueConstraint("id", "team_id"), Index(None, "team_id"))


class PartnerPerson(Record):
    """Somebody at an organisation, beside the contact of its own; `left` is the first day gone."""

    __tablename__ = "partner_people"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    partner_id: Mapped[int]
    name: Mapped[str]
    role: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    told: Mapped[str | None]
    left: Mapped[date | None]
    __table_args__ = (Index(None, "partner_id"), own("partner_id", "partners", "CASCADE"))


class MeetingSeries(Record):
    """A meeting that comes again, at a local time of day (`at`, `14:00`), whatever the clocks do.

    `rule` is a code of `domain/meeting_days.py`: every so many weeks, or so many months by the day
    or the weekday that `first` is of its month. `until` is the last day it may fall on; `agenda`
    has its standing items, one a line.
    """

    __tablename__ = "meeting_series"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    kind: Mapped[str] = coded()
    title: Mapped[str]
    rule: Mapped[str] = coded()
    every: Mapped[int]
    first: Mapped[date]
    at: Mapped[str] = mapped_column(String(5))
    lasts: Mapped[int | None]
    until: Mapped[date | None]
    venue: Mapped[str | None]
    place_id: Mapped[int | None]
    priority_id: Mapped[int | None]
    agenda: Mapped[str | None]
    partners: Mapped[list[MeetingSeriesPartner]] = relationship(
        order_by="MeetingSeriesPartner.position", cascade="all, delete-orphan", passive_deletes=True
    )
    officers: Mapped[list[MeetingSeriesOfficer]] = relationship(
        order_by="MeetingSeriesOfficer.position", cascade="all, delete-orphan", passive_deletes=True
    )
    skips: Mapped[list[MeetingSkip]] = relationship(
        order_by="MeetingSkip.day", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        own("place_id", "places"),
        own("priority_id", "priorities"),
        CheckConstraint("every BETWEEN 1 AND 52", "every"),
        CheckConstraint("lasts BETWEEN 1 AND 960", "lasts"),
        CheckConstraint("until >= first", "days"),
    )


class MeetingSeriesPartner(Base):
    """Which partners are asked to each meeting of a series."""

    __tablename__ = "meeting_series_partners"
    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id", ondelete="CASCADE"))
    position: Mapped[int]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    __table_args__ = (UniqueConstraint("series_id", "partner_id"),)


class MeetingSeriesOfficer(Base):
    """Which of the team go to each meeting of a series."""

    __tablename__ = "meeting_series_officers"
    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id", ondelete="CASCADE"))
    position: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    __table_args__ = (UniqueConstraint("series_id", "member_id"),)


class MeetingSkip(Base):
    """A day on which a series would meet and does not."""

    __tablename__ = "meeting_skips"
    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id", ondelete="CASCADE"))
    day: Mapped[date]
    why: Mapped[str | None]
    __table_args__ = (UniqueConstraint("series_id", "day"),)


class Meeting(Record):
    """A meeting with partners, or of the team: planned while its start is to come.

    One of a series bears the day for which the series had it, though it was moved. `venue` is
    where it meets, `place` which beat it is about.
    """

    __tablename__ = "meetings"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    kind: Mapped[str] = coded()
    title: Mapped[str]
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    place_id: Mapped[int | None]
    priority_id: Mapped[int | None]
    minutes: Mapped[str | None]
    venue: Mapped[str | None]
    series_id: Mapped[int | None]
    series_day: Mapped[date | None]
    partners: Mapped[list[MeetingPartner]] = relationship(
        order_by="MeetingPartner.position", cascade="all, delete-orphan", passive_deletes=True
    )
    officers: Mapped[list[MeetingOfficer]] = relationship(
        order_by="MeetingOfficer.position", cascade="all, delete-orphan", passive_deletes=True
    )
    missing: Mapped[list[MeetingMissing]] = relationship(
        order_by="MeetingMissing.position", cascade="all, delete-orphan", passive_deletes=True
    )
    agenda: Mapped[list[AgendaItem]] = relationship(
        order_by="AgendaItem.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("series_id", "series_day"),
        Index(None, "team_id", "start"),
        own("place_id", "places"),
        own("priority_id", "priorities"),
        own("series_id", "meeting_series"),
        CheckConstraint("(series_id IS NULL) = (series_day IS NULL)", "series"),
        stretch(),
    )


class MeetingPartner(Base):
    """Which partners came to a meeting."""

    __tablename__ = "meeting_partners"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    __table_args__ = (UniqueConstraint("meeting_id", "partner_id"),)


class MeetingOfficer(Base):
    """Which of the team came to a meeting."""

    __tablename__ = "meeting_officers"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)


class MeetingMissing(Base):
    """Who was asked to a meeting and did not come; `apologies` where they said so before."""

    __tablename__ = "meeting_missing"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    apologies: Mapped[bool]
    __table_args__ = (
        UniqueConstraint("meeting_id", "partner_id"),
        UniqueConstraint("meeting_id", "member_id"),
        CheckConstraint("(partner_id IS NULL) <> (member_id IS NULL)", "one_of_both"),
    )


class AgendaItem(Base):
    """One thing a meeting has before it, what was said of it, and what was decided.

    It may be about an action that was open, or a priority that was live.
    """

    __tablename__ = "agenda_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[str]
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priorities.id"))
    said: Mapped[str | None]
    decided: Mapped[str | None]
    __table_args__ = (
        Index(None, "meeting_id"),
        Index(None, "action_id"),
        Index(None, "priority_id"),
    )


class Action(Record):
    """What somebody has undertaken to do, police or partner.

    `remind` is the day from which it is shown as near, `outcome` what came of it.
    """

    __tablename__ = "actions"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    meeting_id: Mapped[int | None]
    priority_id: Mapped[int | None]
    text: Mapped[str]
    owner_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    owner_partner_id: Mapped[int | None]
    raised: Mapped[date]
    due: Mapped[date | None]
    closed: Mapped[date | None]
    remind: Mapped[date | None]
    outcome: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        Index(None, "team_id", "raised"),
        Index(None, "meeting_id"),
        # What is open, of 50,000: ninety times faster.
        Index(
            "ix_actions_open",
            "team_id",
            "due",
            sqlite_where=sql("closed IS NULL"),
            postgresql_where=sql("closed IS NULL"),
        ),
        own("meeting_id", "meetings"),
        own("priority_id", "priorities"),
        own("owner_partner_id", "partners"),
        CheckConstraint("(owner_member_id IS NULL) <> (owner_partner_id IS NULL)", "one_owner"),
    )


class CaseReview(Record):
    """A watch on repeated ASB, or the review that was asked for; nobody is named in it.

    `subject` says what it is about, by place and kind. The threshold is the district's, and is
    worked out from the reports.
    """

    __tablename__ = "case_reviews"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    subject: Mapped[str]
    place_id: Mapped[int | None]
    begun: Mapped[date]
    asked: Mapped[date | None]
    acknowledged: Mapped[date | None]
    decided: Mapped[date | None]
    outcome: Mapped[str | None] = coded()
    reference: Mapped[str | None]
    lead_id: Mapped[int | None]
    meeting_id: Mapped[int | None]
    priority_id: Mapped[int | None]
    note: Mapped[str | None]
    closed: Mapped[date | None]
    reports: Mapped[list[CaseReport]] = relationship(
        order_by="CaseReport.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        Index(None, "team_id", "begun"),
        own("place_id", "places"),
        own("lead_id", "partners"),
        own("meeting_id", "meetings"),
        own("priority_id", "priorities"),
        CheckConstraint("acknowledged >= asked", "acknowledged"),
        CheckConstraint("decided >= asked", "decided"),
    )


class CaseReport(Base):
    """One report of an incident, by a letter in place of a name, to the police or an agency.

    Reports with one `incident` are of the same incident, and count once.
    """

    __tablename__ = "case_reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_review_id: Mapped[int] = mapped_column(ForeignKey("case_reviews.id", ondelete="CASCADE"))
    position: Mapped[int]
    reported: Mapped[date]
    incident: Mapped[int]
    reporter: Mapped[str] = mapped_column(String(2))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    reference: Mapped[str | None]
    __table_args__ = (
        Index(None, "case_review_id"),
        CheckConstraint("incident >= 1", "incident"),
    )
