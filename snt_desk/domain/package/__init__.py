"""The data package: every record that the return counts, as CSV files (formats.md §1).

`read` a package, `check` it against what stands already, and `write` one. `tables` says
what is in it.
"""

from __future__ import annotations

from snt_desk.domain.package.checking import Checked, check, mentioned
from snt_desk.domain.package.ledger import Standing
from snt_desk.domain.package.reading import Problem, Reading, read, read_table
from snt_desk.domain.package.source import is_package
from snt_desk.domain.package.tables import TABLES, Key, PackageTable, Row, by_name, key_of
from snt_desk.domain.package.writing import write

__all__ = [
    "TABLES",
    "Checked",
    "Key",
    "PackageTable",
    "Problem",
    "Reading",
    "Row",
    "Standing",
    "by_name",
    "check",
    "is_package",
    "key_of",
    "mentioned",
    "read",
    "read_table",
    "write",
]
