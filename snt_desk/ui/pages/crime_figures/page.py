"""Crime figures: files are chosen, a place is said, what was counted is seen, and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.db.store import Store
from snt_desk.domain import clock, street_crime
from snt_desk.domain.outlines import Outline
from snt_desk.domain.street_crime import Figure
from snt_desk.errors import DeskError
from snt_desk.services import consultations, priorities, team
from snt_desk.services import street_crime as service
from snt_desk.services.street_crime import Files, Note, NoteDraft
from snt_desk.ui import failing, named, published_figures
from snt_desk.ui.bars import Bar, Bars
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import CRIME_FIGURES, Command
from snt_desk.ui.pages.crime_figures.columns import FiguresTable
from snt_desk.ui.pages.crime_figures.kept import KeptFigures
from snt_desk.ui.pages.crime_figures.place import Chosen, PlaceFields
from snt_desk.ui.panels import Box, Working
from snt_desk.ui.parts import across, announce, as_part, button, down, label
from snt_desk.ui.scrolled import Scrolled
from snt_desk.ui.tasks import Progress, Task

_FILES = {"Street-level crime": "*.csv"}
_INTRO = (
    "Choose street-level files of data.police.uk: one for each month. Nothing of single crimes is"
    " kept, only how many there were."
)


@dataclass(frozen=True)
class _Ready:
    """What is known before a file is chosen: what it is for, its beat, outlines, what is kept."""

    title: str
    place: str | None
    outlines: Mapping[str, tuple[Outline, ...]]
    beats: Sequence[tuple[str, str]]
    kept: Sequence[Note]


class CrimeFiguresPage:
    """Over the tabs, for one priority or one consultation at a time."""

    title = CRIME_FIGURES
    shows = frozenset({"priorities", "consultations", "places", "settings", "crime_notes"})

    def __init__(self) -> None:
        self._wanted = self._for = ("", "")
        self._files: Files | None = None
        self._figures: tuple[Figure, ...] = ()
        self._task: Task | None = None

    def aim(self, table: str, ref: str) -> None:
        """Say for which priority or consultation it is to be, before it is opened."""
        self._wanted = (table, ref)

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets."""
        self._desk = desk
        self.box, self.working = Box("bad"), Working()
        self._title = label("", "heading", wrap=True)
        self.choose = button("Choose fi&les…", "", "folder-open", tip="Ctrl+O")
        self._chosen = label("", "muted", wrap=True)
        self.place = PlaceFields()
        self.table = FiguresTable()
        self.bars = Bars("Counts by category", ("Category", "Crimes"))
        self._sum = label("", "muted", wrap=True)
        self.save_button = button(
            "&Keep these figures", "primary", "check", tip="Ctrl+S", writes=True
        )
        self.kept = KeptFigures()
        self._lay_out()
        self.kept.delete_asked.connect(self._delete)
        self.kept.emptied.connect(self.choose.setFocus)
        self.choose.clicked.connect(self.choose_files)
        self.save_button.clicked.connect(self.save)
        self.place.changed.connect(self._count)
        self._begin()
        return self.widget

    def _lay_out(self) -> None:
        files = across(self.choose, self._chosen, space=12, stretch=(1,))
        as_part(files)
        as_part(self.place)
        save = across(self.save_button, None)
        as_part(save)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        left = down(
            *(self._title, label(_INTRO, "muted", wrap=True), files, self.working, self.place),
            *(self._sum, save, self.table, self.kept, None),
            space=12,
        )
        self._counts = label("By category", "heading")
        right = down(self._counts, self.bars, None, space=8)
        column.addWidget(self.box)
        column.addWidget(across(left, right, space=32, stretch=(0, 1)), 1)
        self.widget = Scrolled("Crime figures", column)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it lies over the tabs."""
        return (
            Command("&File", "C&hoose files…", self.choose_files, "Ctrl+O"),
            Command("&Record", "&Keep these figures", self.save, "Ctrl+S", self._can_save),
        )

    # --- What it is for -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read again what it is for; the files that were read stay."""
        if self._wanted != self._for:
            self._begin()
        else:
            self._look()

    def find(self) -> None:
        """Take the focus to the place."""
        self.place.by.setFocus()

    def forget(self) -> None:
        """Let go of the files: who comes back chooses anew."""
        if self._task is not None:
            self._task.cancel()
        self._for, self._files = ("", ""), None

    def _begin(self) -> None:
        self._for, self._files, self._figures = self._wanted, None, ()
        self._look()
        self._show_files()

    def _look(self) -> None:
        self.box.hide()
        try:
            ready = _read(self._desk.store, self._desk.team.id, self._for)
        except DeskError as error:
            failing.say(self._desk, self.box, error)
            return
        self._title.setText(f"For: {ready.title}")
        self.place.offer_beats(ready.outlines, ready.beats)
        self.place.take_beat(ready.place)
        self.kept.show_notes(ready.kept)
        self.save_button.setEnabled(self._can_save())

    # --- Files --------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Let files be chosen, and read them."""
        paths = self._desk.ask.files_to_open("Choose street-level files", _FILES)
        if not paths:
            return
        self.box.hide()
        self._task = self._desk.tasks.run(
            partial(_read_files, paths), self._take, owner=self.widget, failed=self._failed
        )
        if self._desk.tasks.busy:
            self.working.watch(self._task, "Reading")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        failing.say(self._desk, self.box, error)

    def _take(self, files: Files) -> None:
        self._files = files
        self.place.offer_areas(street_crime.areas(files.spots))
        self._show_files()
        self.place.by.setFocus()

    def _show_files(self) -> None:
        files = self._files
        if files is None:
            self._chosen.setText("No file is chosen yet.")
        else:
            months = street_crime.months_shown(
                {month for one in files.files for month in one.months}
            )
            number = named.counted(len(files.files), "file")
            self._chosen.setText(f"{number}, {months}: {sum(files.spots.values()):,} crimes.")
        self.place.setVisible(files is not None)
        self._count()

    # --- Counting -----------------------------------------------------------------------------

    def _count(self) -> None:
        """Count what is inside the place as it is said now; in a month there are ten thousand."""
        chosen = self.place.chosen
        if self._files is None or chosen is None:
            self._show(())
            return
        self._show(street_crime.figures(self._files.spots, chosen.where))

    def _show(self, figures: tuple[Figure, ...]) -> None:
        self._figures = figures
        self.table.show_figures(figures)
        sums = street_crime.by_category(figures)
        self.bars.show_bars([Bar(name, number, f"{number:,}") for name, number in sums])
        self.table.setVisible(bool(figures))
        self._counts.setVisible(bool(figures))
        self.save_button.setEnabled(self._can_save())
        chosen = self.place.chosen
        if figures and chosen is not None:
            all_ = sum(number for _, number in sums)
            self._sum.setText(f"{chosen.called}: {all_:,} crimes were published.")
        elif self._files is not None and chosen is not None:
            self._sum.setText(f"{chosen.called}: no crimes were published.")
        else:
            self._sum.setText("")

    # --- Keeping ------------------------------------------------------------------------------

    def _can_save(self) -> bool:
        chosen = self.place.chosen
        if self._files is None or chosen is None or not self._figures:
            return False
        return not self.kept.holds(chosen.called, self._figures)

    def save(self) -> None:
        """Keep the counts for what the page is for."""
        chosen = self.place.chosen
        if self._files is None or chosen is None or not self._can_save():
            return
        draft = self._draft(self._files, chosen)
        label_ = f"Add crime figures, {named.short(chosen.called)}"
        try:
            with self._desk.store.change(label_) as session:
                service.add(session, self._desk.team.id, draft)
        except DeskError as error:
            failing.say_not_saved(self._desk, self.box, error)
            return
        self.box.say("The figures are kept", f"{draft.source}.", tone="ok")
        announce(self.box, self.box.words)

    def _delete(self, note: Note) -> None:
        self.box.hide()
        try:
            published_figures.delete(self._desk, note)
        except DeskError as error:
            failing.say(self._desk, self.box, error)

    def _draft(self, files: Files, chosen: Chosen) -> NoteDraft:
        table, ref = self._for
        return NoteDraft(
            street_crime.source(files.names, {one.month for one in self._figures}),
            self._figures,
            called=chosen.called,
            consultation=ref if table == "consultations" else None,
            priority=ref if table == "priorities" else None,
            place=chosen.place,
            taken=clock.today(),
        )


def _read_files(paths: Sequence[Path], progress: Progress) -> Files:
    return service.read_files(paths, progress.report)


def _read(store: Store, team_id: int, for_: tuple[str, str]) -> _Ready:
    table, ref = for_
    with store.read() as session:
        if table == "priorities":
            priority = priorities.opened(session, ref)
            title, place = priority.title, priority.place
            kept = service.of_priority(session, ref)
        else:
            title, place = consultations.opened(session, ref).title, None
            kept = service.of_consultation(session, ref)
        names = [
            (one.code, one.name) for one in team.places(session, team_id) if one.kind == "beat"
        ]
        return _Ready(title, place, service.outlined(session, team_id), names, kept)
