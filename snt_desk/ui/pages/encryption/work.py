"""What the worker does for the page: a backup first, then the change."""

from __future__ import annotations

from pathlib import Path

from snt_desk.db.cipher import Key
from snt_desk.db.store import Store
from snt_desk.domain.backups import Why
from snt_desk.errors import DeskError
from snt_desk.services import backups, encryption
from snt_desk.services.encryption import Choice
from snt_desk.services.policy import Policy
from snt_desk.ui.tasks import Progress


class Work:
    """One data file, and the key it has while the page is there."""

    def __init__(self, where: str, store: Store, second: Path | None) -> None:
        """`second` is where backups go besides, if anywhere."""
        self._where, self._store, self._second = where, store, second
        self._actor = store.actor

    # --- While the file is closed -------------------------------------------------------------

    def encrypt(self, code: str, password: str, decided: Policy, progress: Progress) -> Key:
        """Back the plain file up, and encrypt it."""
        self._back_up(None, progress)
        choice = Choice(code, password)
        return encryption.turn_on(self._where, self._actor, choice, decided, progress.report)

    def give_new_key(self, code: str, password: str, decided: Policy, progress: Progress) -> Key:
        """Back the file up with the key it has, and give it another one."""
        key = self._key()
        self._back_up(key, progress)
        choice = Choice(code, password)
        return encryption.give_new_key(
            self._where, self._actor, key, choice, decided, progress.report
        )

    def make_plain(self, progress: Progress) -> None:
        """Back the encrypted file up, and make it plain."""
        key = self._key()
        self._back_up(key, progress)
        encryption.turn_off(self._where, self._actor, key, progress.report)

    # --- While it is open ---------------------------------------------------------------------

    def set_password(self, password: str, _progress: Progress) -> None:
        """Set a password, or another one."""
        encryption.set_password(self._where, self._key(), password)
        self._note("Set the password")

    def take_password_away(self, _progress: Progress) -> None:
        """Let this computer open the file."""
        encryption.take_password_away(self._where, self._key())
        self._note("Take the password away")

    def set_code(self, code: str, decided: Policy, _progress: Progress) -> None:
        """Use another recovery code."""
        encryption.set_code(self._where, self._key(), code, decided)
        self._note("New recovery code")

    def plain_copies(self, _progress: Progress) -> list[Path]:
        """Find copies that were made before."""
        return encryption.plain_copies(self._where, self._second)

    def remove_copies(self, progress: Progress) -> None:
        """Make an encrypted backup, and take the plain ones away."""
        self._back_up(self._key(), progress)
        encryption.remove(encryption.plain_copies(self._where, self._second))
        self._note("Remove copies that were not encrypted")

    def _back_up(self, key: Key | None, progress: Progress) -> None:
        backups.back_up(self._where, report=progress.report, why=Why.REKEY, key=key)

    def _key(self) -> Key:
        if self._store.key is None:
            raise DeskError("The data file is not encrypted")
        return self._store.key

    def _note(self, label: str) -> None:
        self._store.note(label, None)
