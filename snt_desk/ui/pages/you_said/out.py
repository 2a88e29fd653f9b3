"""Where the text goes: drafts of messages, the clipboard, files; looked through before it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from snt_desk.domain import clock, public_page, spoken
from snt_desk.domain.file_names import safe_name
from snt_desk.domain.unpublished import Remark
from snt_desk.domain.you_said import NOTHING
from snt_desk.errors import DeskError
from snt_desk.services import disclosures
from snt_desk.services import documents as files
from snt_desk.services import you_said as service
from snt_desk.services.documents import Kind
from snt_desk.ui import failing, looked, named
from snt_desk.ui.desk import Desk

if TYPE_CHECKING:
    from snt_desk.ui.pages.you_said.page import YouSaidPage

_FOR = (service.PUBLIC, "the parish council", disclosures.OWN_COPY)


class Out:
    """Lets the text go out, or says why it does not."""

    def __init__(self, desk: Desk, page: YouSaidPage) -> None:
        self._desk = desk
        self._page = page

    # --- Looked through -----------------------------------------------------------------------

    def _remarks(self, *texts: str) -> list[Remark]:
        drafted = self._page.drafted
        return [one for text in texts for one in (drafted.known.remarks(text) if drafted else [])]

    # --- The clipboard and files --------------------------------------------------------------

    def copy(self) -> None:
        """Put the text in hand on the clipboard, noted as going out."""
        text = self._page.editor.value
        if not text or not looked.may_go(self._desk.ask, "Copy", self._remarks(text)):
            return
        try:
            disclosures.give(
                self._desk.store, "Copy what residents are told", disclosures.CLIPBOARD
            )
        except DeskError as error:
            failing.say(self._desk, self._page.box, error)
            return
        QGuiApplication.clipboard().setText(text)
        self._page.say_done("Copied", "Paste it where residents read it.")

    def save(self, kind: Kind) -> None:
        """Write the text in hand as a file, whole or not at all, noted with who gets it."""
        # Loaded here: nobody saves a document before the page is there.
        from snt_desk.ui import documents

        text = self._page.editor.value
        if not text or not looked.may_go(self._desk.ask, "Save", self._remarks(text)):
            return
        drafted = self._page.drafted
        day = spoken.day_of_year(clock.today())
        name = f"{self._page.texts.title()}, {drafted.team if drafted else ''}, {day}"
        suggested = Path.home() / safe_name(name, f".{kind}")
        title = "Save what residents are told"
        given = self._desk.ask.file_to_give(title, suggested, documents.KINDS[kind], _FOR)
        if given is None:
            return
        made = documents.made(public_page.blocks(text), kind)
        try:
            files.save(self._desk.store, given.path, made, kind, title, given.recipient)
        except DeskError as error:
            failing.say(self._desk, self._page.box, error)
            return
        self._page.say_done(f"Saved {given.path.name}", f"The journal notes: {given.recipient}.")

    # --- Records ------------------------------------------------------------------------------

    def make_drafts(self) -> None:
        """Make drafts of messages of all texts: one for long channels, a short one for each."""
        page = self._page
        texts = {key: page.texts.text(key).strip() for key, _ in page.texts.titles}
        texts = {key: text for key, text in texts.items() if text}
        if not texts:
            return
        number = named.counted(len(texts), "message")
        label = f"Draft {number}, {named.short(page.texts.title())}"
        try:
            with self._desk.store.change(label) as session:
                service.make_drafts(session, self._desk.team.id, page.subject, texts)
        except DeskError as error:
            failing.say_not_saved(self._desk, page.box, error)
            return
        remarks = self._remarks(*texts.values())
        made = f"Made drafts of {number}"
        if remarks:
            page.say_done(
                f"{made}, with {len(remarks)} to look at", looked.said(remarks), tone="warn"
            )
        else:
            page.say_done(made, "They wait on the Community tab. Ctrl+Z takes them away.")

    def told(self) -> None:
        """Say that residents were told today: day and action of each priority, in one step."""
        page, drafted = self._page, self._page.drafted
        if drafted is None or not drafted.live:
            return
        actions = {ref: self._action(ref) for ref, _ in drafted.live}
        titles = spoken.listed([title for _, title in drafted.live])
        label = named.short(f"Residents told of {titles}")
        try:
            with self._desk.store.change(label) as session:
                service.told(session, actions, clock.today())
        except DeskError as error:
            failing.say_not_saved(self._desk, page.box, error)
            return
        number = spoken.counted(len(actions), "priority", "priorities")
        text = f"Update and action of {number} were set. Ctrl+Z takes it back."
        page.say_done("Residents were told today", text)

    def _action(self, ref: str) -> str | None:
        """What was done, as the public reads it: that part of the short text, or all of it.

        Where nothing was done, what the public read before stands.
        """
        text = self._page.texts.text(ref).strip()
        done = text.partition("We did: ")[2].partition(" What came of it: ")[0]
        return None if done.startswith(NOTHING) else spoken.sentence(done or text)
