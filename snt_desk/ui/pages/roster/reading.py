"""What stands in the form of a member, and which member that means.

Texts stay as they were typed; what cannot be read is a fault beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Problem
from snt_desk.services.roster import MemberDraft, PostingDraft
from snt_desk.ui import days, unlisted

OF_POSTING = ("role", "fte_percent", "start", "last_day")
FIELDS = ("collar", "first_name", "last_name", *OF_POSTING, "cycle_trained", "driving", "email")
"""In the order in which they are read."""


@dataclass(frozen=True)
class TypedPosting:
    """A posting as it stands in the form; `no_role` was typed for one, and is none."""

    role: str | None = None
    no_role: str = ""
    fte_percent: str = "100"
    start: str = ""
    last_day: str = ""


@dataclass(frozen=True)
class TypedMember:
    """All that stands in the form; `no_...` was typed where only a choice will do."""

    collar: str = ""
    first_name: str = ""
    last_name: str = ""
    cycle_trained: bool | None = None
    no_cycle: str = ""
    driving: str | None = None
    no_driving: str = ""
    email: str = ""
    postings: tuple[TypedPosting, ...] = (TypedPosting(),)
    public: bool = False


@dataclass(frozen=True)
class Fault:
    """Why it cannot be saved: of which posting (from 0), which field, and what to do."""

    posting: int
    field: str
    text: str


# --- From the form ----------------------------------------------------------------------------


def draft(member: TypedMember, today: date) -> MemberDraft:
    """Give the member that is meant, as far as it can be read."""
    read = [_posting(one, today) for one in member.postings]
    return MemberDraft(
        collar=member.collar,
        first_name=member.first_name,
        last_name=member.last_name,
        cycle_trained=member.cycle_trained,
        driving=member.driving,
        email=member.email or None,
        postings=tuple(_ended(one, read) for one in read),
        public=member.public or None,
    )


def _posting(posting: TypedPosting, today: date) -> PostingDraft:
    return PostingDraft(
        posting.role or "",
        _percent(posting.fte_percent),
        days.meant(posting.start, today),
        days.meant(posting.last_day, today),
    )


def _percent(text: str) -> int | None:
    number = text.removesuffix("%").strip()
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= 3 else None


def _ended(posting: PostingDraft, all_of_them: Sequence[PostingDraft]) -> PostingDraft:
    """Without a last day, a posting ends the day before the next one begins."""
    if posting.start is None or posting.last_day is not None:
        return posting
    later = [one.start for one in all_of_them if one.start and one.start > posting.start]
    return replace(posting, last_day=min(later) - DAY) if later else posting


def latest(postings: Sequence[PostingDraft]) -> PostingDraft:
    """Give the posting that began last."""
    return max(postings, key=lambda one: one.start or date.min)


def faults(member: TypedMember, today: date) -> list[Fault]:
    """Say what stops it from being saved, in the order of the fields."""
    meant = draft(member, today)
    found = [*_of_person(member, meant), *_of_postings(member, meant, today), *_between(meant)]
    return sorted(found, key=lambda one: FIELDS.index(one.field))


def _of_person(member: TypedMember, meant: MemberDraft) -> Iterator[Fault]:
    for one in meant.problems():
        if one.field not in OF_POSTING:
            yield Fault(0, one.field, one.text)
    if member.no_cycle:
        yield Fault(0, "cycle_trained", "Choose Yes or No, or leave it empty.")
    if member.no_driving:
        yield Fault(
            0, "driving", unlisted.choice(member.no_driving, "Choose one, or leave it empty.")
        )


def _of_postings(member: TypedMember, meant: MemberDraft, today: date) -> Iterator[Fault]:
    for at, (typed, posting) in enumerate(zip(member.postings, meant.postings, strict=True)):
        unread = list(_unread(typed, today))
        yield from (Fault(at, one.field, one.text) for one in unread)
        known = {one.field for one in unread}
        alone = replace(meant, postings=(posting,)).problems()
        yield from (
            Fault(at, one.field, one.text)
            for one in alone
            if one.field in OF_POSTING and one.field not in known
        )


def _unread(posting: TypedPosting, today: date) -> Iterator[Problem]:
    if posting.no_role:
        yield Problem("role", unlisted.choice(posting.no_role, "Choose a role."))
    elif posting.role is None:
        yield Problem("role", "Choose a role.")
    for field, text in (("start", posting.start), ("last_day", posting.last_day)):
        if why := days.fault(text, today):
            yield Problem(field, why)


def _between(meant: MemberDraft) -> Iterator[Fault]:
    """What is wrong between two postings, and with neither alone."""
    dated = [(one.start, at) for at, one in enumerate(meant.postings) if one.start]
    for (_, before), (_, after) in pairwise(sorted(dated)):
        pair = (meant.postings[before], meant.postings[after])
        alone = {one for each in pair for one in replace(meant, postings=(each,)).problems()}
        for one in replace(meant, postings=pair).problems():
            if one not in alone:
                yield Fault(after, one.field, one.text)


# --- Into the form ----------------------------------------------------------------------------


def written(member: MemberDraft) -> TypedMember:
    """Give a member as the form shows them."""
    return TypedMember(
        collar=member.collar,
        first_name=member.first_name,
        last_name=member.last_name,
        cycle_trained=member.cycle_trained,
        driving=member.driving,
        email=member.email or "",
        postings=tuple(_written(one) for one in member.postings) or (TypedPosting(),),
        public=bool(member.public),
    )


def _written(posting: PostingDraft) -> TypedPosting:
    return TypedPosting(
        role=posting.role,
        fte_percent=str(posting.fte_percent),
        start=days.written(posting.start),
        last_day=days.written(posting.last_day),
    )


def with_another(member: TypedMember, today: date) -> TypedMember:
    """Add a posting of the same kind, whose first day is still to be typed."""
    read = [_posting(one, today) for one in member.postings]
    newest = member.postings[read.index(latest(read))]
    return replace(member, postings=(*member.postings, replace(newest, start="", last_day="")))


# --- Said back --------------------------------------------------------------------------------


def said(posting: PostingDraft) -> str:
    """Say when a posting is: `Sun 1 Nov 2026 to Mon 30 Nov 2026`."""
    if posting.start is None:
        return ""
    first = clock.long_day(posting.start)
    if posting.last_day is None:
        return f"From {first} on"
    return f"{first} to {clock.long_day(posting.last_day)}"
