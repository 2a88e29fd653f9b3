"""The Priorities tab: what residents said, the rounds it was adopted in, the plan of each."""

from __future__ import annotations

from snt_desk.services import street_crime
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.consultations import ConsultationsView
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.pages.priorities.rounds import TYPED, RoundsView
from snt_desk.ui.tab_of_views import Behind, TabOfViews

_VIEWS = (
    Behind(
        "&Priorities", RegisterView, frozenset({"priorities", "tasks"}), typed={"priority", "task"}
    ),
    Behind("&Rounds", RoundsView, frozenset({"rounds"}), typed=TYPED),
    Behind(
        "&Consultations",
        ConsultationsView,
        frozenset({"consultations", "responses", "crime_notes"}),
        typed={"consultation", "response", "tally"},
    ),
)


class PrioritiesPage(TabOfViews):
    """Priorities, rounds and consultations, one behind the other."""

    def __init__(self) -> None:
        super().__init__("Priorities", _VIEWS)

    def go_to(self, target: Target) -> None:
        """Let the view show it that has its table; crime figures with what they are kept for."""
        if target.table == "crime_notes":
            with self._desk.store.read() as session:
                of = street_crime.kept_for(session, target.ref)
            target = Target(target.tab, *of) if of else target
        super().go_to(target)
