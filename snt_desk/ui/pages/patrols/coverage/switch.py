"""Between the log and its coverage: a segment below, Ctrl+M, and what leads back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.page import Command
from snt_desk.ui.pages.patrols.log import Log
from snt_desk.ui.parts import across, as_part

if TYPE_CHECKING:
    from snt_desk.ui.pages.patrols.coverage.view import CoverageView

_LOG, _COVERAGE = "log", "coverage"
_LEAST_TOTALS = 120


class Switch(QObject):
    """Puts the coverage in the place of the log's table; chips and totals stay."""

    def __init__(self, desk: Desk, log: Log) -> None:
        """The log is shown first; the coverage is read when it is."""
        super().__init__(log)
        self._desk = desk
        self._log = log
        self._view: CoverageView | None = None
        self.which = Segment(Option(_LOG, "Log"), Option(_COVERAGE, "Coverage"))
        self.which.setAccessibleName("Log or coverage")
        self.which.setToolTip("Ctrl+M")
        foot = across(self.which, margins=(8, 3, 12, 3), name="foot")
        as_part(foot)
        # What does not fit beside the segment goes, the note first.
        log.totals.setMinimumWidth(_LEAST_TOTALS)
        log.foot.addWidget(foot)
        self.which.changed.connect(self._changed)
        log.bar.changed.connect(self.refresh)
        log.went_back.connect(self._went_back)

    @property
    def view(self) -> CoverageView:
        """The coverage itself; made when it is first wanted, as most visits are to the log."""
        if self._view is None:
            self._view = self._made()
        return self._view

    def _made(self) -> CoverageView:
        # The map and all that reads one are loaded here: the log does not wait for them.
        from snt_desk.ui import parts_of_page
        from snt_desk.ui.pages.patrols.coverage.view import CoverageView

        made = CoverageView(self._desk, lambda: self._log.chips.wanted)
        parts_of_page.restore(made, self._desk.preferences)
        self._log.views.addWidget(made)
        made.opened.connect(self._open)
        made.left.connect(self.show_log)
        return made

    def commands(self) -> Sequence[Command]:
        """The lines of the menus; those of the map can be used while it is shown."""
        shown, loaded = self.is_shown, self._has_outlines
        return (
            Command("&View", "Coverage of the &beats", self.toggle, "Ctrl+M", ticked=shown),
            Command("&Edit", "Copy the &map as a picture", self._copy_picture, "", shown),
            Command("&Tools", "Load &outlines of beats…", self._load, writes=True),
            Command("&Tools", "&Match outlines and beats", self._match, "", loaded, writes=True),
            Command("&Tools", "&Take the outlines off", self._take_off, "", loaded, writes=True),
        )

    def is_shown(self) -> bool:
        """Whether the coverage is shown, and not the log."""
        return self.which.value == _COVERAGE

    def toggle(self) -> None:
        """Show the other one (Ctrl+M)."""
        if self.is_shown():
            self.show_log()
        else:
            self.which.set_value(_COVERAGE)
            self.view.enter()

    def show_log(self) -> None:
        """Show the log, and take the focus there; what was wrong with a file is over."""
        if self._view is not None:
            self._view.writing.problem = None
        self.which.set_value(_LOG)
        self._log.table.setFocus()

    def refresh(self) -> None:
        """Read the coverage again, if it is shown."""
        if self.is_shown():
            self.view.refresh()

    def _changed(self) -> None:
        if self.is_shown():
            self._log.views.setCurrentWidget(self.view)
        else:
            self._log.views.setCurrentIndex(0)
        self.refresh()

    def _went_back(self) -> None:
        if self.is_shown():
            self.view.enter()

    def _open(self, beat: str) -> None:
        """Filter the log by a beat, and go there."""
        self._log.chips.place.choose(beat)
        self.show_log()

    def _has_outlines(self) -> bool:
        return self.is_shown() and self.view.has_outlines()

    def _load(self) -> None:
        if not self.is_shown():
            self.toggle()
        self.view.writing.load()

    def _match(self) -> None:
        self.view.match()

    def _take_off(self) -> None:
        self.view.writing.take_off()

    def _copy_picture(self) -> None:
        self.view.map.copy_picture()
