"""Between the log and its coverage: a segment below, Ctrl+M, and what leads back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Option, Segment
from snt_desk.ui.page import Command
from snt_desk.ui.pages.patrols.coverage.view import CoverageView
from snt_desk.ui.pages.patrols.log import Log
from snt_desk.ui.parts import across, as_part

_LOG, _COVERAGE = "log", "coverage"
_LEAST_TOTALS = 120


class Switch(QObject):
    """Puts the coverage in the place of the log's table; chips and totals stay."""

    def __init__(self, desk: Desk, log: Log) -> None:
        """The log is shown first; the coverage is read when it is."""
        super().__init__(log)
        self._log = log
        self.view = CoverageView(desk, lambda: log.chips.wanted)
        self.which = Segment(Option(_LOG, "Log"), Option(_COVERAGE, "Coverage"))
        self.which.setAccessibleName("Log or coverage")
        self.which.setToolTip("Ctrl+M")
        foot = across(self.which, margins=(8, 3, 12, 3), name="foot")
        as_part(foot)
        # What does not fit beside the segment goes, the note first.
        log.totals.setMinimumWidth(_LEAST_TOTALS)
        log.views.addWidget(self.view)
        log.foot.addWidget(foot)
        self.which.changed.connect(self._changed)
        log.bar.changed.connect(self.refresh)
        log.bar.words.left.connect(self._back_from_filter)
        self.view.opened.connect(self._open)
        self.view.left.connect(self.show_log)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus; those of the map can be used while it is shown."""
        view, shown = self.view, self.is_shown
        return (
            Command("&View", "Co&verage of the beats", self.toggle, "Ctrl+M", ticked=shown),
            Command("&Edit", "Copy the &map as a picture", view.map.copy_picture, "", shown),
            Command("&Tools", "Load &outlines of beats…", self._load),
            Command("&Tools", "&Match outlines and beats", view.match, "", self._has_outlines),
            Command(
                "&Tools", "&Take the outlines off", view.writing.take_off, "", self._has_outlines
            ),
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
        self.view.writing.problem = None
        self.which.set_value(_LOG)
        self._log.table.setFocus()

    def refresh(self) -> None:
        """Read the coverage again, if it is shown."""
        if self.is_shown():
            self.view.refresh()

    def _changed(self) -> None:
        self._log.views.setCurrentIndex(int(self.is_shown()))
        self.refresh()

    def _back_from_filter(self) -> None:
        if self.is_shown():
            self.view.enter()

    def _open(self, beat: str) -> None:
        """Filter the log by a beat, and go there."""
        self._log.chips.place.choose(beat)
        self.show_log()

    def _has_outlines(self) -> bool:
        return self.is_shown() and self.view.has_outlines()

    def _load(self) -> None:
        self.which.set_value(_COVERAGE)
        self.view.writing.load()
