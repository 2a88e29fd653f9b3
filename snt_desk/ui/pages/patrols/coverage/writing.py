"""What can be changed from the coverage: outlines loaded, matched, taken off; visits planned."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from snt_desk.domain.outlines import Outline
from snt_desk.errors import DeskError
from snt_desk.services import beat_map
from snt_desk.services.coverage import SpotTime
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted, short
from snt_desk.ui.tasks import Progress

if TYPE_CHECKING:
    from snt_desk.ui.pages.patrols.coverage.view import CoverageView

_KINDS = {"Outlines": "*.geojson *.json *.kml"}


class Writing:
    """Each is one named change, which can be undone."""

    def __init__(self, desk: Desk, view: CoverageView) -> None:
        self._desk = desk
        self._view = view
        self.problem: DeskError | None = None
        """What is wrong with the file that was to be loaded last."""

    def load(self) -> None:
        """Let a file of outlines be chosen, and load it; the worker reads it."""
        path = self._desk.ask.file_to_open("Load outlines", _KINDS)
        if path is None:
            return
        self._desk.tasks.run(
            partial(_read, path),
            partial(self._loaded, path.name),
            owner=self._view,
            failed=self._failed,
        )

    def _loaded(self, name: str, outlines: tuple[Outline, ...]) -> None:
        self.problem = None
        with self._desk.store.change(f"Load outlines, {short(name)}") as session:
            beat_map.load(session, self._desk.team.id, name, outlines)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.problem = error
        self._view.say_again()

    def take_off(self) -> None:
        """Take the outlines off; what was matched by hand is remembered."""
        self.problem = None
        with self._desk.store.change("Take the outlines off") as session:
            beat_map.take_off(session, self._desk.team.id)

    def choose(self, key: str, beat: str, name: str) -> None:
        """Say which beat an outline is, or that it is none."""
        said = f"{short(key)} is {short(name)}" if beat else f"{short(key)} is no beat"
        with self._desk.store.change(f"Match outline, {said}") as session:
            beat_map.choose(session, self._desk.team.id, key, beat)

    def plan(self, spot: SpotTime, visits: int) -> None:
        """Plan so many visits a week to a hot spot."""
        number = counted(visits, "visit") if visits else "no visits"
        with self._desk.store.change(f"Plan {number} a week, {short(spot.name)}") as session:
            beat_map.plan(session, self._desk.team.id, spot.code, visits)

    def set_quiet_after(self, days: int) -> None:
        """Let a beat be quiet after so many days without a patrol."""
        with self._desk.store.change(f"Beats are quiet after {days} days") as session:
            beat_map.set_quiet_after(session, self._desk.team.id, days)


def _read(path: Path, _progress: Progress) -> tuple[Outline, ...]:
    return beat_map.read_file(path)
