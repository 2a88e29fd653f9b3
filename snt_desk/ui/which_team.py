"""Which team this desk is for: chosen in the Tools menu, where it was left open or was another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from snt_desk.ui.parts import escaped

if TYPE_CHECKING:
    from snt_desk.services.county import Offered
    from snt_desk.ui.desk import Desk


def fill(menu: QMenu, desk: Desk) -> None:
    """Offer the teams of the data file, and below them those of the county, by district."""
    # Loaded here: it brings SQLAlchemy along, which the first paint does not wait for.
    from snt_desk.services import county

    with desk.store.read() as session:
        here, county_wide = county.offered(session)
    for one in here:
        _line(menu, desk, one)
    menu.addSeparator()
    for district, teams in county_wide.items():
        within = menu.addMenu(escaped(district))
        for one in teams:
            _line(within, desk, one)


def _line(menu: QMenu, desk: Desk, one: Offered) -> None:
    action = menu.addAction(escaped(f"{one.name}, {one.code}"))
    action.setCheckable(True)
    action.setChecked(one.code == desk.team.code)
    action.setEnabled(not desk.store.only_looks)
    action.triggered.connect(partial(_choose, desk, one))


def _choose(desk: Desk, one: Offered, *_: object) -> None:
    from snt_desk.services import county

    if one.code == desk.team.code:
        return
    with desk.store.change(f"Choose the team {one.name}", kind="barrier") as session:
        county.choose(session, one.code)
    # Every page is of one team: all of them are made anew.
    desk.news.again_wanted.emit()
