"""What can be chosen while responses are typed in, as the records stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from snt_desk.domain import clock
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft
from snt_desk.services import code_lists, response_entry, team
from snt_desk.services.response_entry import EventName
from snt_desk.ui.choices import Choices, distinct, of_places
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import one_line


@dataclass(frozen=True)
class Offers:
    """What can be chosen: codes and refs with the words for them."""

    channels: Sequence[tuple[object, str]] = ()
    themes: Sequence[tuple[object, str]] = ()
    places: Sequence[tuple[object, str]] = ()
    events: Sequence[tuple[object, str]] = ()


def offers(desk: Desk, of: ConsultationDraft, said: ResponseDraft | None = None) -> Offers:
    """Offer what stands today, and what a response that is open has already."""
    today = clock.today()
    until = min(today, of.closed) if of.closed else today
    used: Collection[str] = (said.theme, said.channel) if said else ()
    with desk.store.read() as session:
        events = response_entry.events(
            session, desk.team.id, until, also=said.event if said else None
        )
        return Offers(
            _codes(code_lists.offered(session, "response_channel", today, also=used)),
            _codes(code_lists.offered(session, "theme", today, also=used)),
            of_places(team.places(session, desk.team.id)),
            distinct([(one.ref, _called(one), one.ref) for one in events]),
        )


def _codes(offered: list[tuple[str, str]]) -> Choices:
    return [(code, words) for code, words in offered]


def _called(one: EventName) -> str:
    return f"{one_line(one.title)}, {clock.short_day(one.day)}"
