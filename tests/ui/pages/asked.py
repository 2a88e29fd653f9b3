"""What residents of an invented team were asked, and how the tests of the view reach it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft
from snt_desk.services import consultations, response_entry
from snt_desk.services.team import TeamName

Said = tuple[str, str | None, int, str]
OPENED = clock.today() - 20 * DAY
"""When the latest consultation opened; the one before was over by then."""
FIRST, LAST = OPENED - 60 * DAY, OPENED - 30 * DAY
SUMMER = ConsultationDraft("Summer survey", FIRST, LAST)
AUTUMN = ConsultationDraft("Autumn survey", OPENED)


def ask_in_autumn(store: Store, team: TeamName) -> str:
    """Ask in summer and in autumn, and give the ref of the latter, which is open."""
    with store.change("Ask twice") as session:
        summer = consultations.add(session, team.id, SUMMER)
        _answer(session, summer, FIRST + 5 * DAY, (("speeding", "B2", 30, "survey"),))
        autumn = consultations.add(session, team.id, AUTUMN)
        said: tuple[Said, ...] = (
            ("speeding", "B2", 20, "survey"),
            ("speeding", "B2", 13, "street"),
            ("speeding", None, 5, "street"),
            ("asb", "B1", 40, "survey"),
            ("drugs", "H1", 3, "email"),
        )
        _answer(session, autumn, OPENED + 5 * DAY, said)
    return autumn


def _answer(session: Session, ref: str, day: date, said: Iterable[Said]) -> None:
    for theme, place, count, channel in said:
        response_entry.add(session, ref, ResponseDraft(day, channel, theme, place, count))
