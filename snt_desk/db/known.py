"""What a data file of each version is made of: a file with any other part is not ours alone.

A trigger, a view or a table more could change what is saved or read, or hang the program; an
index or a check fewer could let in what was kept out. The lists are in `resources/schema`,
made by `tools/known_parts.py` from a new file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import Connection

from snt_desk import paths

_SHOWN = 40
"""So many letters of a name that anybody may have given."""
_PARTS_OF_A_FILE = 1000
"""And more: what is the same in every file that is opened is read but once."""
_PARTS = "SELECT type, name, sql FROM sqlite_schema"
_STATISTICS = {
    "table sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "table sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}


def parts(connection: Connection) -> dict[str, str]:
    """Give what the file is made of: `table legs`, `trigger keep_legs_update`, with a digest."""
    return {
        f"{kind} {name}": digest(sql or "")
        for kind, name, sql in connection.exec_driver_sql(_PARTS)
    }


def of_version(version: int) -> Mapping[str, str] | None:
    """Give the parts of every file of that version; None for one that no list was made for."""
    try:
        listed = paths.resource(f"schema/{version:04}.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    known: dict[str, str] = json.loads(listed)
    return known


def strange(found: Mapping[str, str], known: Mapping[str, str]) -> list[str]:
    """Name the parts that are too many, too few, or not as they should be."""
    names = sorted((found.keys() | known.keys()) - _may_be(found))
    odd = [one.partition(" ")[2] for one in names if found.get(one) != known.get(one)]
    return ["".join(filter(str.isprintable, one[:_SHOWN])) for one in odd]


def _may_be(found: Mapping[str, str]) -> set[str]:
    """Name what SQLite itself makes of ANALYZE, by which it only chooses how to search."""
    return {part for part, sql in _STATISTICS.items() if found.get(part) == digest(sql)}


@lru_cache(_PARTS_OF_A_FILE)
def digest(sql: str) -> str:
    """Give the fingerprint of a part, from the statement that makes it; spaces do not count.

    A table is what is in it, in whatever order: one that a migration makes anew has its
    constraints in no order.
    """
    if sql.startswith("CREATE TABLE"):
        sql = "\n".join(sorted(line.strip().rstrip(",") for line in sql.splitlines()))
    plain = " ".join(sql.split())
    return hashlib.sha256(plain.encode(errors="surrogatepass")).hexdigest()[:16]
