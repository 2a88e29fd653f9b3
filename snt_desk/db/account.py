"""The account under which somebody works, as the system knows it.

Never by the environment: `LOGNAME=okafor` would be enough to act in another's name.
"""

from __future__ import annotations

import os
import sys


def name() -> str:
    """Give the name of the account; its number where it has no name, as in a container."""
    if sys.platform == "win32":
        return _of_windows()
    # Loaded here: Windows has none.
    import pwd

    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"account {number}"


if sys.platform == "win32":
    import ctypes

    _LONGEST = 257

    def _of_windows() -> str:
        """Ask Windows, which gives domain and account."""
        size = ctypes.c_ulong(_LONGEST)
        buffer = ctypes.create_unicode_buffer(_LONGEST)
        # 2 is NameSamCompatible; a computer of no domain gives its own name.
        found = ctypes.windll.secur32.GetUserNameExW(2, buffer, ctypes.byref(size))
        return buffer.value if found else "unknown"
