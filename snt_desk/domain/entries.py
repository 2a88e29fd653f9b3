"""What each measure of the return finds: one entry for each record that adds to it.

Each function is one rule of the table in formats.md §3; `measures` says under which
heading its entries are added up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from snt_desk.domain import clock, community, partners
from snt_desk.domain.community import DUPLICATE, REPLY_WITHIN
from snt_desk.domain.facts import Contact, Priority, Visit
from snt_desk.domain.minutes import Stretch, main_mode, minute
from snt_desk.domain.roster import ABSTRACTED, UNAVAILABLE
from snt_desk.domain.workings import Workings

ALL = ("all",)
NO_BEAT = "none"
# What makes a visit worth its time at a hot spot, in minutes, both included.
SHORTEST_STAY, LONGEST_STAY = 10, 20


class Entry(NamedTuple):
    """What one record adds to a measure.

    `categories` has one for each dimension of the measure, in its order; None where the
    entry does not count in that dimension.
    """

    amount: int
    table: str
    ref: str
    categories: tuple[str | None, ...]


def headcount(work: Workings) -> Iterator[Entry]:
    """Postings that cover the month's last day."""
    for posting in work.staff:
        yield Entry(1, "members", posting.collar, (posting.role,))


def fte(work: Workings) -> Iterator[Entry]:
    """The same postings in percent: 100 is one full-time."""
    for posting in work.staff:
        yield Entry(posting.fte_percent, "members", posting.collar, (posting.role,))


def joiners(work: Workings) -> Iterator[Entry]:
    """People posted on this month's last day and not on last month's."""
    before = {posting.collar for posting in work.staff_before}
    for collar in sorted({posting.collar for posting in work.staff} - before):
        yield Entry(1, "members", collar, ALL)


def leavers(work: Workings) -> Iterator[Entry]:
    """People posted on last month's last day and not on this month's."""
    now = {posting.collar for posting in work.staff}
    for collar in sorted({posting.collar for posting in work.staff_before} - now):
        yield Entry(1, "members", collar, ALL)


def rostered(work: Workings) -> Iterator[Entry]:
    """Minutes of this team's duties inside the month."""
    for own in work.duties:
        yield Entry(own.stretch.minutes, "duties", own.duty.ref, (own.role,))


def unavailable(work: Workings) -> Iterator[Entry]:
    """Minutes of duty covered by an unavailable absence."""
    return _away(work, UNAVAILABLE)


def abstracted(work: Workings) -> Iterator[Entry]:
    """Minutes of duty covered by an abstracted absence."""
    return _away(work, ABSTRACTED)


def _away(work: Workings, flag: str) -> Iterator[Entry]:
    for away in work.away:
        if away.flag == flag:
            yield Entry(away.minutes, "absences", away.absence.ref, (away.absence.kind,))


def patrols(work: Workings) -> Iterator[Entry]:
    """Patrols whose first leg starts in the month, by main mode and by purpose."""
    for patrol, _ in work.begun:
        yield Entry(1, "patrols", patrol.ref, (main_mode(patrol), patrol.purpose))


def single_crewed(work: Workings) -> Iterator[Entry]:
    """The same patrols, with at most one officer on any leg, and one on some."""
    for patrol, crew in work.begun:
        if crew == 1:
            yield Entry(1, "patrols", patrol.ref, ALL)


def double_crewed(work: Workings) -> Iterator[Entry]:
    """The same patrols, with two or more officers on some leg."""
    for patrol, crew in work.begun:
        if crew > 1:
            yield Entry(1, "patrols", patrol.ref, ALL)


def without_priority(work: Workings) -> Iterator[Entry]:
    """The same patrols, with no priority."""
    for patrol, _ in work.begun:
        if patrol.priority is None:
            yield Entry(1, "patrols", patrol.ref, ALL)


def patrol_time(work: Workings) -> Iterator[Entry]:
    """Leg minutes inside the month, whatever month the patrol started in."""
    for patrol, leg, minutes in work.legs:
        yield Entry(minutes, "patrols", patrol.ref, (leg.mode, leg.beat or NO_BEAT))


def officer_time(work: Workings) -> Iterator[Entry]:
    """Leg minutes inside the month for each officer, each person's minute once."""
    for time in work.officers:
        categories = (time.leg.mode, time.role, time.patrol.purpose)
        yield Entry(time.minutes, "patrols", time.patrol.ref, categories)


def visible_time(work: Workings) -> Iterator[Entry]:
    """Officer time on visible patrols."""
    for time in work.officers:
        if time.patrol.visible:
            yield Entry(time.minutes, "patrols", time.patrol.ref, ALL)


def visiting_time(work: Workings) -> Iterator[Entry]:
    """Officer time of those who are not posted to this team that day."""
    for time in work.officers:
        if time.visiting:
            yield Entry(time.minutes, "patrols", time.patrol.ref, ALL)


def volunteer_time(work: Workings) -> Iterator[Entry]:
    """As officer time, for volunteers."""
    for time in work.volunteers:
        yield Entry(time.minutes, "patrols", time.patrol.ref, ALL)


def partner_time(work: Workings) -> Iterator[Entry]:
    """Leg minutes inside the month for each partner on the leg."""
    for patrol, leg, minutes in work.legs:
        if leg.partners:
            yield Entry(minutes * len(leg.partners), "patrols", patrol.ref, ALL)


def visits(work: Workings) -> Iterator[Entry]:
    """Stays at hot spots that start in the month."""
    for visit in work.facts.visits:
        if work.holds(visit.start):
            yield _visit(visit, 1)


def visits_10_to_20(work: Workings) -> Iterator[Entry]:
    """Of these, the ones that last 10 to 20 minutes, both included."""
    for visit in work.facts.visits:
        stay = minute(visit.end) - minute(visit.start)
        if work.holds(visit.start) and SHORTEST_STAY <= stay <= LONGEST_STAY:
            yield _visit(visit, 1)


def visit_time(work: Workings) -> Iterator[Entry]:
    """Minutes of stays inside the month; none on a leg that is still out."""
    for visit in work.facts.visits:
        if visit.leg_has_end:
            stay = Stretch(minute(visit.start), minute(visit.end))
            yield _visit(visit, work.month.shared(stay))


def _visit(visit: Visit, amount: int) -> Entry:
    return Entry(amount, "patrols", visit.patrol, ("all", visit.hotspot))


def outcomes(work: Workings) -> Iterator[Entry]:
    """What came of patrols and events that start in the month."""
    for outcome in work.facts.outcomes:
        if work.holds(outcome.started):
            yield Entry(outcome.count, outcome.table, outcome.ref, (outcome.kind,))


def live(work: Workings) -> Iterator[Entry]:
    """Priorities adopted by, and not closed by, the month's last day."""
    for priority in _live(work):
        yield Entry(1, "priorities", priority.ref, (priority.theme,))


def adopted(work: Workings) -> Iterator[Entry]:
    """Priorities adopted in the month."""
    for priority in work.facts.priorities:
        if work.holds_day(priority.adopted):
            yield Entry(1, "priorities", priority.ref, (priority.theme,))


def closed(work: Workings) -> Iterator[Entry]:
    """Priorities closed in the month, by what came of them."""
    for priority in work.facts.priorities:
        if work.holds_day(priority.closed):
            yield Entry(1, "priorities", priority.ref, (priority.result,))


def updated_in_3_months(work: Workings) -> Iterator[Entry]:
    """Live priorities last updated on or after the month's last day less three months."""
    since = clock.add_months(work.last, -3)
    for priority in _live(work):
        if priority.last_update is not None and priority.last_update >= since:
            yield Entry(1, "priorities", priority.ref, ALL)


def _live(work: Workings) -> Iterator[Priority]:
    last = work.last
    return (priority for priority in work.facts.priorities if priority.live_on(last))


def time_on_priority(work: Workings) -> Iterator[Entry]:
    """Officer time on patrols for a priority."""
    for time in work.officers:
        if time.patrol.priority is not None:
            yield Entry(time.minutes, "patrols", time.patrol.ref, (time.patrol.priority,))


def responses(work: Workings) -> Iterator[Entry]:
    """What residents said, received in the month."""
    for one in work.facts.responses:
        if work.holds_day(one.received):
            yield Entry(one.count, "responses", one.ref, (one.channel, one.theme))


def events(work: Workings) -> Iterator[Entry]:
    """Events that start in the month."""
    for event in work.facts.events:
        if work.holds(event.start):
            yield Entry(1, "events", event.ref, (event.kind,))


def attendance(work: Workings) -> Iterator[Entry]:
    """People who came to events that start in the month, where known."""
    for event in work.facts.events:
        if work.holds(event.start) and event.attendance is not None:
            yield Entry(event.attendance, "events", event.ref, (event.kind,))


def event_time(work: Workings) -> Iterator[Entry]:
    """The whole length of events that start in the month, where they have an end."""
    for event in work.facts.events:
        if work.holds(event.start) and event.end is not None:
            length = minute(event.end) - minute(event.start)
            yield Entry(length, "events", event.ref, (event.kind,))


def meetings(work: Workings) -> Iterator[Entry]:
    """Meetings that start in the month; once for every kind of partner present."""
    for meeting in work.facts.meetings:
        if work.holds(meeting.start):
            yield Entry(1, "meetings", meeting.ref, (meeting.kind, None))
            for kind in sorted(set(meeting.partner_kinds)):
                yield Entry(1, "meetings", meeting.ref, (None, kind))


def meeting_time(work: Workings) -> Iterator[Entry]:
    """The whole length of meetings that start in the month, where they have an end."""
    for meeting in work.facts.meetings:
        if work.holds(meeting.start) and meeting.end is not None:
            length = minute(meeting.end) - minute(meeting.start)
            yield Entry(length, "meetings", meeting.ref, ALL)


def actions_raised(work: Workings) -> Iterator[Entry]:
    """Actions raised in the month."""
    for action in work.facts.actions:
        if work.holds_day(action.raised):
            yield Entry(1, "actions", action.ref, (action.owner,))


def actions_closed(work: Workings) -> Iterator[Entry]:
    """Actions closed in the month."""
    for action in work.facts.actions:
        if work.holds_day(action.closed):
            yield Entry(1, "actions", action.ref, (action.owner,))


def actions_overdue(work: Workings) -> Iterator[Entry]:
    """Actions due on or before the month's last day and not closed by it."""
    last = work.last
    for action in work.facts.actions:
        if partners.is_overdue(action.due, action.closed, last):
            yield Entry(1, "actions", action.ref, (action.owner,))


def posts(work: Workings) -> Iterator[Entry]:
    """Messages posted in the month, by channel and by campaign where they have one."""
    for post in work.facts.posts:
        if work.holds(post.posted):
            yield Entry(1, "posts", post.ref, (post.channel, post.campaign))


def contacts(work: Workings) -> Iterator[Entry]:
    """Residents' contacts received in the month, less duplicates."""
    for contact in work.facts.contacts:
        if work.holds(contact.received) and contact.status != DUPLICATE:
            yield Entry(1, "contacts", contact.ref, (contact.channel,))


def needing_reply(work: Workings) -> Iterator[Entry]:
    """Of these, the ones that need a reply."""
    for contact in _needing_reply(work):
        yield Entry(1, "contacts", contact.ref, ALL)


def answered_in_72h(work: Workings) -> Iterator[Entry]:
    """Of those, the ones answered within 72 elapsed hours, exactly 72:00 included."""
    for contact in _needing_reply(work):
        answered = contact.answered
        if answered is not None and community.in_time(contact.received, answered):
            yield Entry(1, "contacts", contact.ref, ALL)


def reply_may_still_come(work: Workings) -> bool:
    """Whether an unanswered contact of the month still has some of its 72 hours at `as at`."""
    return any(
        contact.answered is None and work.facts.as_at - contact.received <= REPLY_WITHIN
        for contact in _needing_reply(work)
    )


def _needing_reply(work: Workings) -> Iterator[Contact]:
    for contact in work.facts.contacts:
        if work.holds(contact.received) and _needs_reply(contact):
            yield contact


def _needs_reply(contact: Contact) -> bool:
    return community.needs_reply(contact.status)


def open_over_72h(work: Workings) -> Iterator[Entry]:
    """Received more than 72 hours before the month's end, and not answered before it."""
    end = work.facts.month.span.end
    for contact in work.facts.contacts:
        waited = contact.received < end - REPLY_WITHIN and _needs_reply(contact)
        if waited and (contact.answered is None or contact.answered >= end):
            yield Entry(1, "contacts", contact.ref, ALL)


def appointments(work: Workings) -> Iterator[Entry]:
    """Appointments that take place in the month, by what became of them."""
    for one in work.facts.appointments:
        if work.holds(one.at):
            yield Entry(1, "appointments", one.ref, (one.status,))


def legs_without_end(work: Workings) -> Iterator[Entry]:
    """Legs that start in the month, and by `as at`, with no end."""
    for patrol in work.facts.patrols:
        for leg in patrol.legs:
            if leg.end is None and leg.start <= work.facts.as_at and work.holds(leg.start):
                yield Entry(1, "patrols", patrol.ref, ALL)


def overlapping_time(work: Workings) -> Iterator[Entry]:
    """The minutes inside the month left out because the person was on an earlier leg."""
    for time in (*work.officers, *work.volunteers):
        if time.left_out:
            yield Entry(time.left_out, "patrols", time.patrol.ref, ALL)


def off_duty_time(work: Workings) -> Iterator[Entry]:
    """Officer time outside that officer's duties in this team."""
    for time, minutes in work.off_duty():
        yield Entry(minutes, "patrols", time.patrol.ref, ALL)
