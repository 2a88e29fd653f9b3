"""What the menus offer for the table of the log: groups, saved filters, export, many at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from snt_desk.services.patrol_groups import WORDS
from snt_desk.services.patrol_totals import By
from snt_desk.ui.exporting import Exporting
from snt_desk.ui.page import Command
from snt_desk.ui.pages.patrols.log import Log

_LETTERS = {
    "officer": "&Officer",
    "place": "&Place",
    "mode": "&How",
    "week": "&Week",
    "for": "&For",
}


def of_log(log: Log, exporting: Exporting) -> Iterator[Command]:
    """The lines that are about the table, whatever stands in the form."""

    def is_grouped() -> bool:
        return log.is_seen() and log.chips.group.by is not None

    yield Command(
        "&File",
        "E&xport what is shown…",
        exporting.begin,
        "Ctrl+E",
        exporting.possible,
        writes=True,
    )
    for by in WORDS:
        yield Command(
            "&View",
            _LETTERS[by],
            partial(log.group_by, by),
            ready=log.is_seen,
            ticked=partial(_is, log, by),
            under="&Group by",
        )
    yield Command(
        "&View",
        "&Nothing",
        partial(log.group_by, None),
        ready=log.is_seen,
        ticked=partial(_is, log, None),
        under="&Group by",
    )
    yield Command("&View", "List of groups", log.chips.group.pop_up, "Ctrl+G", log.is_seen)
    yield Command("&View", "&Open all groups", partial(log.turn_all, True), ready=is_grouped)
    yield Command("&View", "S&hut all groups", partial(log.turn_all, False), ready=is_grouped)
    yield Command("&View", "Sa&ved filters", log.chips.saved.pop_up, "Ctrl+Shift+F")
    yield Command("&View", "&Dates…", log.asking.ask_days)


def _is(log: Log, by: By | None) -> bool:
    return log.chips.group.by == by
