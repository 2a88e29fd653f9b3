"""The command line: everything that a script would want, with the window's own services."""

from __future__ import annotations

from snt_desk.cli.parser import main

__all__ = ["main"]
