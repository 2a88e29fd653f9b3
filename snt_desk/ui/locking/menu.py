"""Tools > Encryption and lock, File > Lock now: what of it belongs to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from snt_desk.ui.over import Over

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.pages.encryption import EncryptionPage


class Locking:
    """Opens the page over the tabs, and asks for the lock."""

    def __init__(self, over: Over) -> None:
        self._over = over
        self._desk: Desk | None = None
        self._page: EncryptionPage | None = None

    def take(self, desk: Desk, where: str) -> None:
        """Speak of the data file of this desk."""
        self._desk, self._where, self._page = desk, where, None

    def open(self) -> None:
        """Lay the page over the tabs."""
        # Loaded here: nothing of it is there at the first paint.
        from snt_desk.ui.pages.encryption import EncryptionPage

        if self._page is None:
            self._page = EncryptionPage(self._where)
        self._over.open(self._page)

    def begin(self) -> None:
        """The same, with the first step to an encrypted file: what the first start offers."""
        self.open()
        if self._page is not None:
            self._page.begin()

    def lock(self) -> None:
        """Lock the window."""
        if self._desk is not None:
            self._desk.lock()

    def possible(self) -> bool:
        """Whether there is something to lock."""
        return self._desk is not None
