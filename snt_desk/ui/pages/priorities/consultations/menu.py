"""The lines of the menus while consultations are in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from snt_desk.ui.page import Command
from snt_desk.ui.pages.priorities.consultations.panes import COUNTS, ONE_BY_ONE, RESPONSES, SAID

if TYPE_CHECKING:
    from snt_desk.ui.pages.priorities.consultations.view import ConsultationsView


def lines_of(view: ConsultationsView) -> Sequence[Command]:
    """Give every command of the view, in the order of the menus."""
    return tuple(_lines(view))


def _lines(view: ConsultationsView) -> Iterator[Command]:
    shown = partial(_is_shown, view)
    export, can_export = partial(_export, view), partial(_can_export, view)
    yield Command("&File", "E&xport what is shown…", export, "Ctrl+E", can_export, writes=True)
    said, responses = partial(view.bring, SAID), partial(view.bring, RESPONSES)
    yield Command("&View", "&What they said", said, "Ctrl+Shift+W", shown)
    yield Command("&View", "&Responses", responses, "Ctrl+Shift+R", shown)
    one_by_one, counts = partial(view.bring, ONE_BY_ONE), partial(view.bring, COUNTS)
    yield Command("&Record", "T&ype in responses", one_by_one, "Ctrl+T", shown)
    yield Command("&Record", "Type in as coun&ts", counts, "Ctrl+Shift+T", shown)
    yield Command("&Record", "Save an&d new\tCtrl+Enter", view.save_and_new, ready=view.is_typing)
    yield Command("&Record", "&Write in it", view.write, "F2", shown)
    yield Command("&Record", "&Close it…", view.close, ready=partial(_is_open, view))
    yield Command("&Record", "&Open it again", view.open_again, ready=partial(_is_closed, view))
    yield Command("&Record", "Add crime fi&gures…", view.note_crime, ready=shown)
    propose = ("&Propose a priority", view.propose, "Ctrl+Shift+P", view.can_propose)
    yield Command("&Record", *propose)
    # One line exports what is in front.
    yield from (one for one in view.responses.commands() if one.menu != "&File")


def _export(view: ConsultationsView) -> None:
    exporting = view.responses.exporting if view.responses.isVisible() else view.exporting
    exporting.begin()


def _can_export(view: ConsultationsView) -> bool:
    return view.exporting.possible() or view.responses.exporting.possible()


def _is_shown(view: ConsultationsView) -> bool:
    return view.row is not None


def _is_open(view: ConsultationsView) -> bool:
    return view.row is not None and view.row.closed is None


def _is_closed(view: ConsultationsView) -> bool:
    return view.row is not None and view.row.closed is not None
