"""Tools > Encryption and lock: who can open the data file, and when the window locks itself."""

from __future__ import annotations

from snt_desk.ui.pages.encryption.page import EncryptionPage

__all__ = ["EncryptionPage"]
