"""The two lines of the File menu about police.uk: compare saved files, export what is public."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from snt_desk.ui.page import Command

if TYPE_CHECKING:
    from snt_desk.services.police_uk import Exported
    from snt_desk.ui.ask import Given
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.main_window import MainWindow
    from snt_desk.ui.page import Covering
    from snt_desk.ui.saying import Saying
    from snt_desk.ui.tasks import Progress


def of_file(window: MainWindow) -> Iterator[Command]:
    """Give the lines, in their order."""
    compare = window.over.opens(_page)
    yield Command("&File", "Compare with &police.uk…", compare, writes=False)
    yield Command("&File", "Export for police.&uk…", partial(_export, window), writes=True)


def _page() -> Covering:
    # Loaded here: nothing lies over the tabs before the first paint.
    from snt_desk.ui.pages.police_uk import PoliceUkPage

    return PoliceUkPage()


def _export(window: MainWindow) -> None:
    Publishing(window.desk, window.cares.saying).begin()


class Publishing(QObject):
    """Asks where to and for whom, and has the worker write the files."""

    def __init__(self, desk: Desk, saying: Saying) -> None:
        """What was done, and what could not be, is said above the page in front."""
        super().__init__(saying)
        self._desk = desk
        self._saying = saying

    def begin(self) -> None:
        """Ask for a folder, and write what is marked public into it."""
        from snt_desk.services import disclosures
        from snt_desk.services.police_uk.exporting import DATA_POLICE_UK

        recipients = (DATA_POLICE_UK, disclosures.OWN_COPY)
        given = self._desk.ask.folder_to_give("Export for police.uk", recipients)
        if given is None:
            self.deleteLater()
            return
        work = partial(self._write, given)
        self._desk.tasks.run(work, self._done, owner=self)

    def _write(self, given: Given, _progress: Progress) -> Exported:
        from snt_desk.domain import clock
        from snt_desk.services import police_uk

        store, team = self._desk.store, self._desk.team
        return police_uk.write(store, team.id, given.path, given.recipient, clock.today())

    def _done(self, made: Exported) -> None:
        from snt_desk.ui.named import counted

        parts = (
            f"{made.priorities:,} {'priority' if made.priorities == 1 else 'priorities'}",
            counted(made.events, "event"),
            "1 name" if made.people == 1 else f"{made.people:,} names",
        )
        title = f"Exported {counted(len(made.files), 'file')} to {made.folder.name}"
        self._saying.tell(title, f"{', '.join(parts)}. Hand the folder on to who publishes it.")
