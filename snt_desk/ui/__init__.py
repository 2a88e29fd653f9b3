"""The window: what is shown and asked."""

from __future__ import annotations

import builtins

PLAIN_IMPORT = builtins.__import__
"""Python's own import, taken before PySide6 puts its own in its place (`ui.app`)."""
