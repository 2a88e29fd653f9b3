"""Encryption and lock, over the tabs: three switches, and the steps before each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from snt_desk import paths
from snt_desk.db import opening
from snt_desk.errors import DeskError
from snt_desk.services import encryption, files, policy
from snt_desk.services.encryption import State
from snt_desk.services.policy import Policy
from snt_desk.ui import theme
from snt_desk.ui.desk import Aside, Desk
from snt_desk.ui.pages.encryption import words
from snt_desk.ui.pages.encryption.cards import CopiesCard, EncryptionCard, LockCard, PasswordCard
from snt_desk.ui.pages.encryption.steps import Asking, NewCode, NewPassword, rename
from snt_desk.ui.pages.encryption.work import Work
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, announce
from snt_desk.ui.scrolled import Scrolled
from snt_desk.ui.tasks import Progress

_WIDE = 720
_MARKING = "OFFICIAL-SENSITIVE"


class EncryptionPage:
    """The three switches of one data file."""

    title = "Encryption and lock"
    shows: frozenset[str] = frozenset()

    def __init__(self, where: str) -> None:
        """`where` is the data file, or the address of a server."""
        self._where = where

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets; what is so is read from the keys beside the file."""
        self._desk = desk
        second = desk.preferences.settings.second_backup
        self._work = Work(self._where, desk.store, Path(second) if second else None)
        self.box = Box("bad")
        self.encryption, self.password = EncryptionCard(), PasswordCard()
        self.lock, self.copies = LockCard(), CopiesCard()
        self.stack = QStackedWidget()
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        cards = (self.box, self.encryption, self.password, self.lock, self.copies)
        for one in cards:
            one.setMaximumWidth(theme.px(_WIDE))
            column.addWidget(one)
        column.addStretch(1)
        self.stack.addWidget(Scrolled("Encryption and lock", column))
        self._listen()
        self.refresh()
        return self.stack

    def _listen(self) -> None:
        self.encryption.encrypt_button.clicked.connect(self.begin)
        self.encryption.code_button.clicked.connect(self._ask_code)
        self.encryption.key_button.clicked.connect(self._ask_key)
        self.encryption.plain_button.clicked.connect(self._make_plain)
        self.password.set_button.clicked.connect(self._ask_password)
        self.password.away_button.clicked.connect(self._take_password)
        self.copies.remove_button.clicked.connect(self._remove_copies)
        self.lock.now_button.clicked.connect(self._desk.lock)
        self.lock.changed.connect(self._lock_changed)

    # --- As any page over the tabs ------------------------------------------------------------

    def refresh(self) -> None:
        """Read again how the file is kept."""
        self._shut_step()
        try:
            self._policy, said = policy.read(paths.policy_file()), None
        except DeskError as error:
            self._policy, said = Policy(encryption=True, lock_minutes=1), error
        self.box.hide()
        if said is not None:
            self.box.say(said.title, said.detail)
        self._state = self._kept()
        self._show_encryption(self._state)
        self._show_password(self._state)
        self._show_lock(self._state)
        self.copies.hide()
        if self._state.encrypted:
            self._desk.tasks.run(self._work.plain_copies, self._show_copies, owner=self.stack)

    def _kept(self) -> State:
        """Read how the file is kept; where its keys are lost, there is still time to say so."""
        state = State()
        with suppress(DeskError):
            state = encryption.state_of(self._where)
        if self._desk.store.key is not None and not state.encrypted:
            self.box.say(*words.KEYS_LOST)
            return State(encrypted=True)
        return state

    def find(self) -> None:
        """There is no filter: take the focus to the first switch."""
        self.encryption.encrypt_button.setFocus()

    def forget(self) -> None:
        """Let go of a code or a password that was being typed."""
        self._shut_step()

    def _show_encryption(self, state: State) -> None:
        card, server = self.encryption, opening.is_url(self._where)
        title, text = words.SERVER if server else words.ON if state.encrypted else words.OFF
        decided = [words.FORCED] if self._policy.encryption else []
        card.say(title, text, " ".join(decided + ([words.ESCROW] if state.escrow else [])))
        may = not server and not self._desk.store.only_looks
        card.encrypt_button.setVisible(may and not state.encrypted)
        for one in (card.code_button, card.key_button):
            one.setVisible(may and state.encrypted)
        card.plain_button.setVisible(may and state.encrypted and not self._policy.encryption)

    def _show_password(self, state: State) -> None:
        card = self.password
        card.say(
            *(words.PASSWORD if state.password else words.NO_PASSWORD)
            if state.encrypted
            else words.NEEDS
        )
        card.setVisible(not opening.is_url(self._where))
        card.set_button.setVisible(state.encrypted)
        rename(card.set_button, "Change the &password…" if state.password else "Set a &password…")
        card.away_button.setVisible(state.password)

    def _show_lock(self, state: State) -> None:
        card, settings, decided = self.lock, self._desk.preferences.settings, self._policy
        forced = decided.lock_minutes is not None
        card.blockSignals(True)
        card.tick.setChecked(settings.lock_when_idle or forced)
        card.minutes.set_value(
            str(min(settings.lock_minutes, decided.lock_minutes or settings.lock_minutes))
        )
        card.blockSignals(False)
        card.tick.setEnabled(not forced)
        card.minutes.setEnabled(card.tick.isChecked())
        card.say(
            "The window locks itself" if card.tick.isChecked() else "The window stays open",
            f"{words.lock_words(state)} It also locks when the computer sleeps.",
            f"Your force wants {decided.lock_minutes} minutes at most." if forced else "",
        )

    def _show_copies(self, found: list[Path]) -> None:
        self.copies.setVisible(bool(found))
        if found:
            count = "A copy that was" if len(found) == 1 else f"{len(found)} copies that were"
            named = ", ".join(one.name for one in found[:3])
            more = f" and {len(found) - 3} more" if len(found) > 3 else ""
            self.copies.say(
                f"{count} made before can be read by anybody",
                f"{named}{more}. What is a backup stays until newer ones take its place.",
                words.DISK,
            )

    # --- Steps --------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show a recovery code, the first step to an encrypted file."""
        step = self._code_step(
            "Encrypt the data file", "E&ncrypt now", words.BEFORE, self._encrypt, password=True
        )
        self._show_step(step)

    def _ask_key(self) -> None:
        step = self._code_step(
            "Give the file a new key",
            "Write it a&new now",
            words.NEW_KEY,
            self._rekey,
            password=True,
        )
        step.passwords.tick.setChecked(self._state.password)
        self._show_step(step)

    def _ask_code(self) -> None:
        step = self._code_step(
            "New recovery code", "&Use the new code", words.STAYS, self._set_code, password=False
        )
        self._show_step(step)

    def _code_step(
        self, title: str, verb: str, about: str, do: Callable[[str, str], None], *, password: bool
    ) -> NewCode:
        return NewCode(
            title, verb, about=about, save=self._save_code, with_password=password, do=do
        )

    def _ask_password(self) -> None:
        title = "Change the password" if self._state.password else "Set a password"
        self._show_step(NewPassword(title, self._set_password))

    def _show_step(self, step: NewCode | NewPassword) -> None:
        self._shut_step()
        step.left.connect(self._shut_step)
        step.setMaximumWidth(theme.px(_WIDE))
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(across(step, None, stretch=(0,)))
        column.addStretch(1)
        self.step: Asking = step
        self.stack.addWidget(Scrolled(self.title, column))
        self.stack.setCurrentIndex(1)
        step.enter()

    def _shut_step(self) -> None:
        if self.stack.count() < 2:
            return
        if isinstance(self.step, NewCode):
            self.step.forget()
        gone = self.stack.currentWidget()
        if gone is not None:
            self.stack.removeWidget(gone)
            gone.deleteLater()

    def _save_code(self, shown: str) -> None:
        name = f"SNT Desk recovery code, {Path(self._where).stem}.txt"
        chosen = self._desk.ask.file_to_save(
            "Save the recovery code", Path.home() / name, {"Text": "*.txt"}
        )
        if chosen is None:
            return
        file = Path(self._where).name
        lines = (_MARKING, "", f"SNT Desk recovery code of {file}:", shown, "", _MARKING, "")
        try:
            files.put_one(chosen, "\r\n".join(lines).encode(), _MARKING.encode())
        except DeskError as error:
            self.step.say(error)

    # --- What is done -------------------------------------------------------------------------

    def _encrypt(self, code: str, password: str) -> None:
        work = partial(self._work.encrypt, code, password, self._policy)
        noted = "Encrypt the data file"
        self._desk.do_aside(
            Aside("Encrypting the data file", work, noted, words.ON[0], words.OLDER)
        )

    def _rekey(self, code: str, password: str) -> None:
        work = partial(self._work.give_new_key, code, password, self._policy)
        noted = "Give the file a new key"
        self._desk.do_aside(Aside("Giving the file a new key", work, noted, words.REKEYED))

    def _make_plain(self) -> None:
        detail = "Whoever gets a copy can read it then. A backup is made first, encrypted."
        if self._desk.ask.confirm("Turn encryption off?", detail, "Turn off"):
            noted = "Turn encryption off"
            self._desk.do_aside(
                Aside("Turning encryption off", self._work.make_plain, noted, words.PLAIN)
            )

    def _set_code(self, code: str, _password: str) -> None:
        self._now(partial(self._work.set_code, code, self._policy), "New recovery code in use")

    def _set_password(self, password: str) -> None:
        self._now(partial(self._work.set_password, password), "The password is set")

    def _take_password(self) -> None:
        detail = "This computer opens the file then, for whoever is signed in."
        if self._desk.ask.confirm("Take the password away?", detail, "Take away"):
            self._now(self._work.take_password_away, "The password is taken away")

    def _remove_copies(self) -> None:
        detail = "An encrypted backup is made first. These copies cannot be brought back."
        if self._desk.ask.confirm("Remove the copies that anybody can read?", detail, "Remove"):
            self._now(self._work.remove_copies, "They are removed")

    def _now(self, work: Callable[[Progress], object], said: str) -> None:
        self._desk.tasks.run(
            work, lambda _: self._after(said), owner=self.stack, failed=self._failed
        )

    def _after(self, said: str) -> None:
        self.refresh()
        self.box.say(said, tone="info")
        announce(self.box, said)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.refresh()
        self.box.say(error.title, error.detail, tone="bad")

    def _lock_changed(self) -> None:
        preferences = self._desk.preferences
        chosen = replace(
            preferences.settings,
            lock_when_idle=self.lock.tick.isChecked(),
            lock_minutes=self.lock.value,
        )
        if chosen != preferences.settings and self._policy.lock_minutes is None:
            preferences.keep(chosen)
            self._desk.news.lock_changed.emit()
        self._show_lock(self._state)
