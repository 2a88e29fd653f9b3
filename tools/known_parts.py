"""Write down what a new data file is made of, for `snt_desk/db/known.py`.

python tools/known_parts.py

Once after every change of the tables that is not released yet; a test says when it is due.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from snt_desk.db import engine, known, opening, schema
from snt_desk.db.journal import Actor

FOLDER = Path(__file__).parent.parent / "resources" / "schema"


def main() -> None:
    """Make a file by the migrations, and write its list."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        opening.create_store(str(path), Actor("nobody")).close()
        write(path, schema.HEAD)


def write(path: Path, version: int) -> None:
    """Write the list of a file's parts as that of its version."""
    reader = engine.reader(path)
    with reader.connect() as connection:
        listed = json.dumps(known.parts(connection), indent=0, sort_keys=True)
    reader.dispose()
    (FOLDER / f"{version:04}.json").write_text(f"{listed}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
