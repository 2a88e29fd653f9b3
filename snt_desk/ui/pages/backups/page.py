"""Tools > Backups: which there are, what is in each, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.db.cipher import Key
from snt_desk.db.store import Store
from snt_desk.domain import backups as names
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backup_since, backups
from snt_desk.services.backup_since import Since
from snt_desk.services.backups import Backup
from snt_desk.ui.backing_up import BackingUp
from snt_desk.ui.desk import Aside, Desk
from snt_desk.ui.listing import LineView
from snt_desk.ui.pages.backups import words
from snt_desk.ui.pages.backups.pane import Pane
from snt_desk.ui.panels import Beside, Box, EmptyPage
from snt_desk.ui.parts import (
    across,
    announce,
    as_part,
    breakable,
    button,
    down,
    label,
    rule,
    without_mnemonic,
)
from snt_desk.ui.tasks import Progress


class BackupsPage:
    """A list of backups with a pane beside it, and above both how they stand."""

    title = "Backups"
    shows = frozenset[str]()

    _desk: Desk

    def __init__(self, backing_up: BackingUp) -> None:
        """Show what this one makes."""
        self._backing_up = backing_up

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets; what lies in the folders is read in the worker."""
        self._desk = desk
        self._backups: tuple[Backup, ...] = ()
        self._since: Since | None = None
        self.box, self.standing = Box("bad"), label("", wrap=True)
        self.make_button = button("Back up &now", "", "hard-drive")
        self.second_button = button("")
        self.forget_button = button("No second place", "quiet")
        self.list, self.pane = LineView("Backups", height=36, lead=150), Pane()
        self.first_button = button("Back up now", "primary")
        self.empty = EmptyPage("hard-drive", self.first_button)
        self.empty.say("No backup yet", "One is made by itself when you close SNT Desk.", "Ctrl+B")
        self.beside = Beside(self.list, self.pane)
        self.beside.setObjectName("backups-panes")
        self.widget = QWidget()
        self._lay_out()
        self._listen()
        self.refresh()
        return self.widget

    def _lay_out(self) -> None:
        ways = across(self.make_button, self.second_button, self.forget_button, None)
        as_part(ways)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(down(self.box, self.standing, ways, margins=(16, 12, 16, 12)))
        column.addWidget(rule())
        column.addWidget(self.beside, 1)
        column.addWidget(self.empty, 1)

    def _listen(self) -> None:
        self._backing_up.changed.connect(self._read)
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(self._enter_pane)
        self.pane.left.connect(self.list.setFocus)
        self.pane.restore_button.clicked.connect(self._restore)
        self.pane.check_button.clicked.connect(lambda: self._show(self.list.current_id))
        self.make_button.clicked.connect(self._make)
        self.first_button.clicked.connect(self._make)
        self.second_button.clicked.connect(self._choose_second)
        self.forget_button.clicked.connect(self._forget_second)
        self.box.pressed.connect(self._let_go)

    # --- As any page over the tabs ------------------------------------------------------------

    def refresh(self) -> None:
        """Read again what there is."""
        self._read()

    def find(self) -> None:
        """Take the focus to the list: there is no filter."""
        self.list.setFocus()

    def _read(self) -> None:
        if self._backing_up.where:
            place = self._backing_up.place
            self._desk.tasks.run(
                lambda _: backups.listed(place.where, place.second),
                self._show_all,
                owner=self.widget,
            )

    def _show_all(self, found: Sequence[Backup]) -> None:
        self._backups = tuple(found)
        self.list.show_lines([words.line(one) for one in self._backups])
        self.beside.setVisible(bool(found))
        self.empty.setVisible(not found)
        if found and self._in_hand is None:
            self.list.select(str(found[0].path))
        self._show_standing()

    @property
    def _in_hand(self) -> Backup | None:
        return next((one for one in self._backups if str(one.path) == self.list.current_id), None)

    # --- How they stand -----------------------------------------------------------------------

    def _show_standing(self) -> None:
        known, failed = self._backing_up.standing, self._backing_up.failed
        second = self._backing_up.place.second
        may = not self._desk.store.only_looks
        self.standing.setText(breakable(known.calm) if known else "")
        self.second_button.setText(words.second(second))
        self.second_button.setAccessibleName(without_mnemonic(words.second(second)))
        self.forget_button.setVisible(second is not None and may)
        self.make_button.setVisible(may)
        self.second_button.setVisible(may)
        if failed is not None:
            self.box.say(failed.title, failed.detail, tone="bad")
        elif known is not None and known.care.found:
            self.box.say("A backup did not pass its trial", known.care.found, tone="bad")
        elif known is not None and known.care.held:
            self.box.say(
                "All backups are kept for now", known.care.held, "This is right", tone="warn"
            )
        else:
            self.box.hide()

    def _make(self) -> None:
        if self._backing_up.possible():
            self._backing_up.begin()

    def _let_go(self) -> None:
        """That so much is gone is right: older backups may be thinned again."""
        backup_care.let_go(self._backing_up.where)
        self._backing_up.look_again()
        self.list.setFocus()

    def _choose_second(self) -> None:
        chosen = self._desk.ask.folder("Second place for backups")
        if chosen is None:
            return
        try:
            backup_care.choose(self._backing_up.where, chosen)
            # Before the first copy is there: what leaves the desk is never without an entry.
            self._desk.store.note("Back up to a second place", "disclosure", recipient=str(chosen))
        except DeskError as error:
            self.box.say(error.title, error.detail, tone="bad")
            return
        self._keep_second(str(chosen))
        announce(self.widget, f"Backups also go to {chosen}")

    def _forget_second(self) -> None:
        self._keep_second("")
        self.list.setFocus()

    def _keep_second(self, place: str) -> None:
        preferences = self._desk.preferences
        preferences.keep(replace(preferences.settings, second_backup=place))
        self._backing_up.look_again()

    # --- The one in hand ----------------------------------------------------------------------

    def _show(self, _at: object) -> None:
        one = self._in_hand
        self._since = None
        self.pane.show_backup(one)
        if one is not None:
            self._desk.tasks.run(partial(self._look_into, one), self._show_since, owner=self.widget)

    def _look_into(self, one: Backup, _progress: Progress) -> tuple[Backup, Since]:
        found = backups.read_back(one, self._desk.store.key)
        with self._desk.store.read() as session:
            return found, backup_since.since(session, found)

    def _show_since(self, read: tuple[Backup, Since]) -> None:
        found, since = read
        one = self._in_hand
        if one is None or one.path.name != found.path.name:
            return
        self._since = since
        if found.state is not one.state:
            # Its line says so too; where the bytes here are damaged it may be the other copy.
            found = replace(found, path=one.path) if not found.checked else found
            self._backups = tuple(found if other is one else other for other in self._backups)
            self.list.show_lines([words.line(other) for other in self._backups])
            self.list.select(str(found.path))
        self.pane.show_since(found, since, may_restore=not self._desk.store.only_looks)

    def _enter_pane(self, _at: object) -> None:
        self.beside.open_pane()
        self.pane.enter()

    def _restore(self) -> None:
        one = self._in_hand
        if one is None or self._since is None:
            return
        title, lost = words.asked(one, self._since)
        if self._desk.store.key is not None and one.manifest and one.manifest.keys is None:
            lost = f"{lost} {words.PLAIN}"
        if self._desk.ask.confirm(title, lost, "Restore"):
            work = partial(_put_back, self._backing_up.where, one, self._desk.store)
            title = f"Putting back the backup of {names.moment(one.made)}"
            # What is put back notes that itself: it stands in no other file.
            self._desk.do_aside(Aside(title, work, ""))


def _put_back(where: str, one: Backup, store: Store, _progress: Progress) -> Key | None:
    """Do it while the data is closed, and give what opens it then."""
    backups.restore(where, one, store.actor, store.key)
    return store.key if backups.is_encrypted(where) else None
