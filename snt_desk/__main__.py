"""`python -m snt_desk` is the same as `snt-desk`; with one argument more, it does one thing.

It reads a sheet (`sheet_files_child`), looks through a data file (`looking_through`), puts a
backup back for trial (`backup_rehearsal`), or asks the system's key store (`key_store_child`).
"""

from __future__ import annotations

import sys

from snt_desk.services import sheet_files_child

if __name__ == "__main__":
    if sys.argv[1:] == [sheet_files_child.ARGUMENT]:
        sys.exit(sheet_files_child.main())
    if sys.argv[1:] == ["--look-through"]:
        from snt_desk.services import looking_through

        sys.exit(looking_through.main())
    if sys.argv[1:] == ["--rehearse"]:
        from snt_desk.services import backup_rehearsal

        sys.exit(backup_rehearsal.main())
    if sys.argv[1:] == ["--key-store"]:
        from snt_desk.services import key_store_child

        sys.exit(key_store_child.main())
    from snt_desk.cli import main

    sys.exit(main())
