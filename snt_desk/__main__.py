"""`python -m snt_desk` is the same as `snt-desk`."""

from __future__ import annotations

import sys

from snt_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
