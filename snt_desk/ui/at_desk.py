"""Who is at this desk: chosen in the Tools menu, kept, and written beside every change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from snt_desk.domain import clock
from snt_desk.ui.parts import escaped

if TYPE_CHECKING:
    from snt_desk.services.roster import Known
    from snt_desk.ui.desk import Desk


def person(desk: Desk) -> str:
    """Who is at the desk as the team calls them: `Sgt Okafor`; empty where nobody was chosen."""
    collar = desk.store.actor.collar
    found = _known(desk, [collar]) if collar else []
    return found[0].called if found else collar


def fill(menu: QMenu, desk: Desk, chosen: Callable[[], object]) -> None:
    """Offer everybody who is posted to the team; `chosen` is called once somebody is."""
    now = desk.store.actor.collar
    for one in _known(desk, None):
        if one.posted:
            action = menu.addAction(escaped(f"{one.called}, {one.collar}"))
            action.setCheckable(True)
            action.setChecked(one.collar == now)
            action.triggered.connect(partial(_choose, desk, one.collar, chosen))
    menu.addSeparator()
    nobody = menu.addAction("&Nobody of the team")
    nobody.setCheckable(True)
    nobody.setChecked(not now)
    nobody.triggered.connect(partial(_choose, desk, "", chosen))


def _choose(desk: Desk, collar: str, chosen: Callable[[], object], *_: object) -> None:
    if collar != desk.store.actor.collar and not desk.store.only_looks:
        # By whoever was here until now: from here on the entries bear the other collar.
        desk.store.note(f"Be {collar or 'nobody of the team'} at this desk", None)
    desk.preferences.keep(replace(desk.preferences.settings, collar=collar))
    desk.store.actor = replace(desk.store.actor, collar=collar)
    chosen()


def _known(desk: Desk, collars: list[str] | None) -> list[Known]:
    # Loaded here: it brings SQLAlchemy along, which the first paint does not wait for.
    from snt_desk.services import roster

    with desk.store.read() as session:
        return roster.on_day(session, desk.team.id, clock.today(), collars)
