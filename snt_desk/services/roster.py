"""People and their postings: who is in the team, since when, as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Problem
from snt_desk.errors import DeskError

_NAME = 40


@dataclass(frozen=True)
class PersonRow:
    """A member as the roster lists them, with the posting in the team that is latest."""

    id: int
    collar: str
    first_name: str
    last_name: str
    role: str
    role_label: str
    title: str
    fte_percent: int
    start: date
    end: date | None
    cycle_trained: bool | None
    driving: str | None
    driving_label: str | None
    email: str | None

    @property
    def called(self) -> str:
        """As the team calls them: `PC Ridley`."""
        return f"{self.title} {self.last_name}"

    @property
    def last_day(self) -> date | None:
        """The last day of the posting."""
        return self.end - DAY if self.end else None


@dataclass(frozen=True)
class Known:
    """Somebody who may be on a patrol: as called on a day, and posted here then or not."""

    collar: str
    called: str
    role: str
    last_name: str
    cycle_trained: bool | None
    driving: str | None
    posted: bool


@dataclass(frozen=True)
class PostingDraft:
    """A posting being written down; `last_day` is the last day covered."""

    role: str
    fte_percent: int | None
    start: date | None
    last_day: date | None = None


@dataclass(frozen=True)
class MemberDraft:
    """A member being written down, with all postings to this team.

    Only who is `public` may be named in what goes to the public.
    """

    collar: str
    first_name: str
    last_name: str
    cycle_trained: bool | None = None
    driving: str | None = None
    email: str | None = None
    postings: tuple[PostingDraft, ...] = ()
    public: bool | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, or is missing (formats.md §1)."""
        if not self.collar:
            yield Problem("collar", "Enter the collar number.")
        elif not is_name(self.collar):
            yield Problem("collar", "Enter a collar number: letters, digits, . _ or -, up to 40.")
        if not self.first_name.strip():
            yield Problem("first_name", "Enter the first name.")
        if not self.last_name.strip():
            yield Problem("last_name", "Enter the last name.")
        if not self.postings:
            yield Problem("start", "Enter the first day in the team.")
        for posting in self.postings:
            yield from _posting_problems(posting)
        yield from _overlaps(self.postings)


def _posting_problems(posting: PostingDraft) -> Iterator[Problem]:
    if posting.start is None:
        yield Problem("start", "Enter the first day in the team.")
    elif posting.last_day is not None and posting.last_day < posting.start:
        yield Problem("last_day", f"Enter a last day from {clock.long_day(posting.start)} on.")
    if posting.fte_percent is None or not 0 <= posting.fte_percent <= 100:
        yield Problem("fte_percent", "Enter the part of full time as 0 to 100 percent.")


def _overlaps(postings: Iterable[PostingDraft]) -> Iterator[Problem]:
    dated = sorted((one for one in postings if one.start), key=lambda one: one.start or date.min)
    for before, after in pairwise(dated):
        if after.start and (before.last_day is None or before.last_day >= after.start):
            yield Problem(
                "start",
                f"Two postings overlap on {clock.long_day(after.start)}."
                " End the earlier one the day before.",
            )


def is_name(text: str) -> bool:
    """Tell whether a text can be a collar, ref or code (formats.md §1, types)."""
    plain = text.isascii() and len(text) <= _NAME and text[:1].isalnum()
    return plain and all(one.isalnum() or one in "._-" for one in text)


def everyone(session: Session, team_id: int, on: date, *, past: bool = False) -> list[PersonRow]:
    """List who is posted to the team on a day or later; with `past` those who left as well."""
    labels, called = _labels(session), titles(session)
    query = (
        select(m.Member, m.Posting)
        .join(m.Posting, m.Posting.member_id == m.Member.id)
        .where(m.Posting.team_id == team_id)
        .order_by(m.Posting.from_)
    )
    latest: dict[int, PersonRow] = {}
    for member, posting in session.execute(query):
        if past or posting.to is None or posting.to > on:
            latest[member.id] = _person(member, posting, labels, called)
    order = {role: n for n, role in enumerate(_roles(session))}
    return sorted(
        latest.values(), key=lambda one: (order.get(one.role, 99), one.last_name, one.first_name)
    )


def opened(session: Session, team_id: int, collar: str) -> MemberDraft:
    """Give a member as the form takes them; raises DeskError if they are gone."""
    member = _member(session, collar)
    return MemberDraft(
        collar=member.collar,
        first_name=member.first_name,
        last_name=member.last_name,
        cycle_trained=member.cycle_trained,
        driving=member.driving,
        email=member.email,
        postings=tuple(
            PostingDraft(
                posting.role,
                posting.fte_percent,
                posting.from_,
                posting.to - DAY if posting.to else None,
            )
            for posting in _postings(session, member.id, team_id)
        ),
        public=member.public,
    )


def add(session: Session, team_id: int, draft: MemberDraft) -> None:
    """Add a member; raises DeskError if the collar is taken or the draft cannot be true."""
    taken = session.scalar(select(m.Member).where(m.Member.collar == draft.collar))
    if taken is not None:
        raise DeskError(
            f"{draft.collar} is taken",
            f"{taken.first_name} {taken.last_name} has that collar number.",
        )
    member = m.Member(collar=draft.collar)
    session.add(member)
    _fill(session, team_id, member, draft)


def change(session: Session, team_id: int, collar: str, draft: MemberDraft) -> None:
    """Write a member as they are now. The collar stays: it is what all records know them by."""
    if draft.collar != collar:
        raise DeskError("A collar number stays", "Add a new member with the new number.")
    _fill(session, team_id, _member(session, collar), draft)


def delete(session: Session, team_id: int, collar: str) -> None:
    """Take away a member of whom nothing else is written; raises DeskError if something is."""
    member = _member(session, collar)
    posted = select(m.Posting.id).where(
        m.Posting.member_id == member.id, m.Posting.team_id != team_id
    )
    if session.scalar(posted.limit(1)) is not None:
        raise DeskError(
            f"{member.first_name} {member.last_name} is posted to another team too",
            "Enter a last day here instead.",
        )
    try:
        with session.begin_nested():
            session.execute(delete_rows(m.Posting).where(m.Posting.member_id == member.id))
            session.delete(member)
            session.flush()
    except IntegrityError as error:
        raise DeskError(
            f"{member.first_name} {member.last_name} stays in the records",
            "Patrols or duties name them. Enter a last day instead.",
        ) from error


def on_day(
    session: Session, team_id: int, day: date, collars: Iterable[str] | None = None
) -> list[Known]:
    """Name people as they are called on a day; those posted here first, then by name.

    Without *collars* everyone in the force; a role is that of the posting that covers
    the day, else of the latest.
    """
    query = (
        select(m.Member, m.Posting)
        .join(m.Posting, m.Posting.member_id == m.Member.id)
        .order_by(m.Posting.from_)
    )
    if collars is not None:
        query = query.where(m.Member.collar.in_(sorted(collars)))
    called = titles(session)
    found: dict[str, Known] = {}
    for member, posting in session.execute(query):
        here = posting.team_id == team_id and posting.from_ <= day
        here = here and (posting.to is None or posting.to > day)
        before = found.get(member.collar)
        if before is None or here or not before.posted:
            title = called.get(posting.role, posting.role)
            found[member.collar] = Known(
                member.collar,
                f"{title} {member.last_name}",
                posting.role,
                member.last_name,
                member.cycle_trained,
                member.driving,
                here,
            )
    return sorted(found.values(), key=lambda one: (not one.posted, one.last_name, one.collar))


def _fill(session: Session, team_id: int, member: m.Member, draft: MemberDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The member cannot be saved", problem.text)
    member.first_name, member.last_name = draft.first_name.strip(), draft.last_name.strip()
    member.cycle_trained, member.driving = draft.cycle_trained, draft.driving
    member.email, member.public = draft.email, draft.public
    session.flush()
    there = {posting.from_: posting for posting in _postings(session, member.id, team_id)}
    wanted = {posting.start for posting in draft.postings}
    for start, gone in there.items():
        if start not in wanted:
            session.delete(gone)
    session.flush()
    for said in draft.postings:
        posting = there.get(said.start) if said.start else None
        if posting is None:
            posting = m.Posting(member_id=member.id, team_id=team_id, from_=said.start)
            session.add(posting)
        posting.role, posting.fte_percent = said.role, said.fte_percent or 0
        posting.to = said.last_day + DAY if said.last_day else None


def _member(session: Session, collar: str) -> m.Member:
    member = session.scalar(select(m.Member).where(m.Member.collar == collar))
    if member is None:
        raise DeskError("That member is no longer there", "Undo brings them back.")
    return member


def _postings(session: Session, member_id: int, team_id: int) -> list[m.Posting]:
    query = select(m.Posting).where(m.Posting.member_id == member_id, m.Posting.team_id == team_id)
    return list(session.scalars(query.order_by(m.Posting.from_)))


def _person(
    member: m.Member,
    posting: m.Posting,
    labels: dict[tuple[str, str], str],
    called: dict[str, str],
) -> PersonRow:
    driving = member.driving
    return PersonRow(
        id=member.id,
        collar=member.collar,
        first_name=member.first_name,
        last_name=member.last_name,
        role=posting.role,
        role_label=labels.get(("role", posting.role), posting.role),
        title=called.get(posting.role, posting.role),
        fte_percent=posting.fte_percent,
        start=posting.from_,
        end=posting.to,
        cycle_trained=member.cycle_trained,
        driving=driving,
        driving_label=labels.get(("driving", driving), driving) if driving else None,
        email=member.email,
    )


def _labels(session: Session) -> dict[tuple[str, str], str]:
    query = select(m.Code.list, m.Code.code, m.Code.label)
    return {(name, code): label for name, code, label in session.execute(query)}


def _roles(session: Session) -> list[str]:
    query = select(m.Code.code).where(m.Code.list == "role").order_by(m.Code.position)
    return list(session.scalars(query))


def titles(session: Session) -> dict[str, str]:
    """Say for each role what stands before a surname: `PC`, `PCSO`; else its label."""
    short = {"sergeant": "Sgt", "pc": "PC", "pcso": "PCSO", "special": "SC"}
    return {
        role: short.get(role, label)
        for (name, role), label in _labels(session).items()
        if name == "role"
    }
