"""The documents of a meeting over the tabs: agenda, minutes and list of actions.

They are put together from the records and only read here: what is changed is changed in the form of
the meeting, so that a document and the records never say two things.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from snt_desk.domain import clock, meeting_documents, public_page, spoken
from snt_desk.domain.file_names import safe_name
from snt_desk.domain.meeting_documents import DOCUMENTS, Made, Partner
from snt_desk.errors import DeskError
from snt_desk.services import disclosures, minutes_files
from snt_desk.services import documents as files
from snt_desk.services.documents import Kind
from snt_desk.ui import failing, looked
from snt_desk.ui.desk import Desk
from snt_desk.ui.editor import Editor
from snt_desk.ui.page import MINUTES, Command, Target
from snt_desk.ui.pages.minutes import work
from snt_desk.ui.pages.minutes.bar import Bar, Foot
from snt_desk.ui.pages.minutes.pane import Pane
from snt_desk.ui.pages.minutes.work import Read
from snt_desk.ui.panels import Beside, Box
from snt_desk.ui.parts import across, announce, down
from snt_desk.ui.tasks import Progress, Task

_ALL, _OWN = "all", "own"
"""Who gets it, beside one organisation (`partner O1`)."""


class MinutesPage:
    """Over the tabs, of one meeting at a time."""

    title = MINUTES
    shows = frozenset(
        {
            *("meetings", "meeting_partners", "meeting_officers", "meeting_missing"),
            *("agenda_items", "actions", "partners", "partner_people"),
            *("priorities", "priority_partners", "meeting_series", "meeting_skips"),
            *("contacts", "members", "postings", "teams", "codes"),
        }
    )

    def __init__(self) -> None:
        self._wanted = self._ref = ""
        self._read: Read | None = None
        self._made: Made | None = None
        self._task: Task | None = None

    def aim(self, _table: str, ref: str) -> None:
        """Say of which meeting it is to be, before it is opened."""
        self._wanted = ref

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, and read."""
        self._desk = desk
        self.bar, self.editor, self.foot, self.pane = Bar(), Editor(), Foot(), Pane()
        self.editor.setReadOnly(True)
        self.box, self.note = Box("warn"), Box("ok")
        above = down(self.box, self.note, space=8, margins=(16, 8, 16, 0))
        text = across(self.editor, margins=(16, 8, 16, 8), stretch=(0,))
        main = down(above, text, self.foot, space=0, name="page", stretch=(1,))
        self._beside = Beside(main, self.pane)
        self._beside.setObjectName("minutes-panes")
        self.widget = down(self.bar, self._beside, space=0, stretch=(1,))
        self.bar.changed.connect(self._show)
        self.pane.remarks.opened.connect(self.editor.go_to)
        kinds: tuple[Kind, ...] = ("odt", "pdf", "html")
        for one, kind in zip(self.foot.files, kinds, strict=True):
            one.clicked.connect(partial(self.save, kind))
        self.foot.form.clicked.connect(self.change)
        self._begin()
        return self.widget

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it lies over the tabs."""
        odt, pdf, html = (partial(self.save, kind) for kind in ("odt", "pdf", "html"))
        can = self._has_text
        return (
            Command("&File", "Save as &HTML…", html, "Ctrl+E", can, writes=True),
            Command("&File", "Save as &OpenDocument…", odt, "Ctrl+Shift+E", can, writes=True),
            Command("&File", "Save as &PDF…", pdf, "Ctrl+P", can, writes=True),
            Command("&Go", "The &form of the meeting", self.change, "Ctrl+Shift+M"),
            Command("&View", "&Pane beside the text", self._beside.toggle_pane, "F4"),
        )

    # --- Reading ------------------------------------------------------------------------------

    @property
    def ref(self) -> str:
        """The meeting whose documents are seen."""
        return self._ref

    def refresh(self) -> None:
        """Read the records again; the document and who gets it stay chosen."""
        if self._wanted != self._ref:
            self._begin()
        else:
            self._fetch()

    def find(self) -> None:
        """There is no filter: the text has the focus."""
        self.editor.setFocus()

    def _begin(self) -> None:
        self._ref = self._wanted
        self._read = self._made = None
        for one in (self.box, self.note):
            one.hide()
        self.bar.show_recipients((), "")
        self._show()
        self._fetch()

    def _fetch(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._desk.tasks.run(
            partial(self._work, self._ref), self._take, owner=self.widget, failed=self._failed
        )

    def _work(self, ref: str, _progress: Progress) -> Read:
        return work.read(self._desk.store, self._desk.team.id, ref)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._read = None
        self._show()
        failing.say(self._desk, self.box, error)

    def _take(self, read: Read) -> None:
        first = self._read is None
        self._read = read
        self.box.hide()
        facts = read.facts
        if first:
            self.bar.show_document("agenda" if facts.start > clock.now() else "minutes")
        offered = [(_ALL, "All who were asked")] if facts.asked else []
        offered += [(f"partner {one.ref}", one.name) for one in facts.asked]
        offered.append((_OWN, "A copy of your own"))
        chosen = self.bar.recipient
        values = [value for value, _ in offered]
        self.bar.show_recipients(offered, chosen if chosen in values else values[0])
        self._show()

    # --- The document -------------------------------------------------------------------------

    def _show(self) -> None:
        """Put the document together for who gets it, and look it through."""
        read, chosen = self._read, self.bar.recipient
        if read is None or not chosen:
            self._made = None
            text = ""
        else:
            got = self._recipients()
            refs = None if got is None else {one.ref for one in got}
            self._made = meeting_documents.made(self.bar.document, read.facts, refs)
            text = public_page.written(self._made.blocks)
            self.pane.show_partners(got)
        if text != self.editor.whole:
            self.editor.show_text(text)
        remarks = read.known.named(text) if read is not None else []
        self.editor.mark(remarks)
        self.pane.show_remarks(remarks)
        self.pane.show_left_out(self._made.left_out if self._made is not None else ())
        for one in self.foot.files:
            one.setEnabled(self._has_text())

    def _recipients(self) -> Sequence[Partner] | None:
        """The organisations that get it; None for a copy of one's own."""
        asked = self._read.facts.asked if self._read is not None else ()
        chosen = self.bar.recipient
        if chosen == _OWN:
            return None
        return [one for one in asked if chosen in {_ALL, f"partner {one.ref}"}]

    def _has_text(self) -> bool:
        return self._made is not None

    # --- Out ----------------------------------------------------------------------------------

    def save(self, kind: Kind) -> None:
        """Write the document as a file, whole or not at all, noted with who gets it."""
        # Loaded here: nobody saves a document before the page is there.
        from snt_desk.ui import documents

        made, read = self._made, self._read
        if made is None or read is None:
            return
        remarks = read.known.named(self.editor.whole)
        if not looked.may_go(self._desk.ask, "Save", remarks):
            return
        day = spoken.day_of_year(clock.local_day(read.facts.start))
        called = made.title.replace(": ", ", ")
        suggested = Path.home() / safe_name(f"{called}, {day}", f".{kind}")
        title = f"Save the {DOCUMENTS[self.bar.document].lower()}"
        for_whom = (self._for_whom(), disclosures.OWN_COPY)
        given = self._desk.ask.file_to_give(title, suggested, documents.KINDS[kind], for_whom)
        if given is None:
            return
        data = documents.made(made.blocks, kind)
        try:
            files.save(self._desk.store, given.path, data, kind, title, given.recipient)
        except DeskError as error:
            failing.say(self._desk, self.box, error)
            return
        self.note.say(f"Saved {given.path.name}", f"The journal notes: {given.recipient}.")
        announce(self.note, self.note.words)

    def _for_whom(self) -> str:
        got = self._recipients()
        if got is None:
            return disclosures.OWN_COPY
        return minutes_files.EVERYBODY if self.bar.recipient == _ALL else got[0].name

    def change(self) -> None:
        """Go to the form of the meeting."""
        self._desk.go(Target("Partners", "meetings", self._ref))

    def forget(self) -> None:
        """Let go of what is shown; names that were read to be looked for go with it."""
        if self._task is not None:
            self._task.cancel()
        self._ref = ""
        self._read = None
        self.bar.show_recipients((), "")
        self._show()
