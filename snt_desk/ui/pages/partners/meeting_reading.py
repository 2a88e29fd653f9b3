"""What stands in the form of a meeting, and which meeting and actions that means.

Texts stay as they were typed; what cannot be read is a problem beside its field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft
from snt_desk.ui import days, unlisted, when
from snt_desk.ui.pages.partners import agenda_reading, meets_reading
from snt_desk.ui.pages.partners.agenda_reading import TypedAgenda
from snt_desk.ui.pages.partners.meets_reading import TypedMeets, unknown
from snt_desk.ui.pages.partners.records import PARTNER, POLICE, Owner
from snt_desk.ui.when import When

FIELDS = (
    *("kind", "title", "date", "from", "until", "place", "priority"),
    *("officers", "partners", "minutes"),
)
"""In the order in which they are read; then come the actions."""
_ADDS = "Press Enter there to add it."


@dataclass(frozen=True)
class TypedRow:
    """An action as it stands in the form of its meeting; `kept` is what is saved of it."""

    text: str = ""
    owner: Owner | None = None
    no_owner: str = ""
    due: str = ""
    done: bool = False
    kept: ActionDraft | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is said in it."""
        return not (self.text or self.owner or self.no_owner or self.due)


@dataclass(frozen=True)
class TypedMeeting(TypedMeets):
    """All that stands in the form.

    `new` has ref and name of each organisation that is to be added with the meeting.
    """

    minutes: str = ""
    rows: tuple[TypedRow, ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    agenda: TypedAgenda = field(default_factory=TypedAgenda)


# --- From the form ----------------------------------------------------------------------------


def times(typed: TypedMeeting, today: date) -> When:
    """Read when the meeting is."""
    return when.read(typed.day, typed.start, typed.end, today)


def draft(typed: TypedMeeting, saved: TypedMeeting, today: date, kind_of_new: str) -> MeetingDraft:
    """Give the meeting that is meant, as far as it can be read.

    It has the actions that are new or changed since `saved`; those gone from it are dropped.
    """
    meant = times(typed, today)
    actions = [action for _, action in every_action(typed, saved, today)]
    named = {action.ref for action in actions}
    owners = {action.owner_partner for action in actions}
    before = [row.kept for row in saved.rows if row.kept]
    made = MeetingDraft(
        kind=typed.kind or "",
        title=typed.title,
        start=meant.start,
        end=meant.end,
        place=typed.place,
        priority=typed.priority,
        officers=typed.officers,
        partners=typed.partners,
        minutes=typed.minutes or None,
        venue=typed.venue or None,
        actions=tuple(action for action in actions if action not in before),
        dropped=tuple(action.ref for action in before if action.ref not in named),
        new_partners={
            ref: PartnerDraft(name, kind_of_new)
            for ref, name in typed.new
            if ref in typed.partners or ref in owners
        },
    )
    return agenda_reading.laid_into(made, typed.agenda)


def every_action(
    typed: TypedMeeting, saved: TypedMeeting, today: date
) -> list[tuple[int, ActionDraft]]:
    """Give each action with the number of its row, from 1.

    One that was raised on the day of the meeting, or has its priority, keeps to the meeting
    when that changes.
    """
    day = times(typed, today).day or today
    old = times(saved, today).day
    found = []
    for number, row in enumerate(typed.rows, start=1):
        if row.blank:
            continue
        kept = row.kept or ActionDraft(raised=old, priority=saved.priority)
        follows = kept.raised is None or kept.raised == old
        action = replace(
            kept,
            text=row.text,
            owner_collar=row.owner[1] if row.owner and row.owner[0] == POLICE else None,
            owner_partner=row.owner[1] if row.owner and row.owner[0] == PARTNER else None,
            raised=day if follows else kept.raised,
            due=days.meant(row.due, today, ahead=True),
            closed=(kept.closed or today) if row.done else None,
            priority=typed.priority if kept.priority == saved.priority else kept.priority,
        )
        found.append((number, action))
    return found


def problems(typed: TypedMeeting, saved: TypedMeeting, today: date) -> list[Problem]:
    """Say what stops it from being saved, in the order of the fields; of row 2 `text2`."""
    unread = [*unknown(typed, _ADDS), *times(typed, today).problems]
    if not typed.day:
        unread.append(Problem("date", "Enter the day of the meeting."))
    covered = {"from"} if any(one.field == "date" for one in unread) else ()
    meant = replace(draft(typed, saved, today, "-"), actions=())
    agenda = agenda_reading.problems(typed.agenda, meant)
    meant = replace(meant, agenda=(), missing=())
    found = together(unread, meant.problems(), FIELDS, covered)
    return [*found, *agenda, *_problems_of_actions(typed, saved, today)]


def _problems_of_actions(
    typed: TypedMeeting, saved: TypedMeeting, today: date
) -> Iterator[Problem]:
    for number, action in every_action(typed, saved, today):
        row = typed.rows[number - 1]
        found = {one.field: one.text for one in action.problems()}
        if row.no_owner:
            found["owner"] = unlisted.choice(row.no_owner, "Choose who does it.")
        if why := days.fault(row.due, today):
            found["due"] = why
        for name in ("text", "owner", "due"):
            if name in found:
                yield Problem(f"{name}{number}", found[name])


def cautions(typed: TypedMeeting, saved: TypedMeeting, today: date) -> Iterator[Caution]:
    """Say what looks odd about the actions and the new organisations; it can be saved."""
    for number, action in every_action(typed, saved, today):
        for one in action.warnings():
            field = "due" if one.field == "due" else "text"
            yield Caution(f"{field}{number}", one.text)
    names = [name for ref, name in typed.new if ref in typed.partners]
    if names:
        text = f"New: {', '.join(names)}. Say its kind under Organisations."
        yield Caution("partners", text)


# --- Into the form ----------------------------------------------------------------------------


def written(meeting: MeetingDraft) -> TypedMeeting:
    """Give a meeting as the form shows it."""
    meets = meets_reading.written(meeting, *when.written(meeting.start, meeting.end))
    return TypedMeeting(
        **vars(meets),
        minutes=meeting.minutes or "",
        rows=tuple(_row(action) for action in meeting.actions),
        agenda=agenda_reading.written(meeting),
    )


def _row(action: ActionDraft) -> TypedRow:
    return TypedRow(
        text=action.text,
        owner=owner_of(action),
        due=days.written(action.due),
        done=action.closed is not None,
        kept=action,
    )


def owner_of(action: ActionDraft) -> Owner | None:
    """Say who does an action, as a choice."""
    if action.owner_collar is not None:
        return POLICE, action.owner_collar
    return (PARTNER, action.owner_partner) if action.owner_partner is not None else None


def begun() -> TypedMeeting:
    """Give what stands in the form of a new meeting: today."""
    return TypedMeeting(day=clock.long_day(clock.today()))
