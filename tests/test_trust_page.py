"""docs/trust.md names a test for each thing that can go wrong, and each test is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
HOW_MANY = {"A": 26, "B": 15, "C": 18, "D": 15, "E": 18, "F": 6, "G": 20, "H": 10, "I": 9}
"""How many things can go wrong, by section; the ids are for ever."""
LAST_COLUMN = re.compile(
    r"`(?P<test>tests/[\w/]+\.py::test_\w+)`"
    r"|`make (?P<target>[\w-]+)`"
    r"|by hand: \[[^]]+\]\(#(?P<procedure>[\w-]+)\)"
    r"|not built yet: \[\d+\]\((?P<decision>[\w./-]+)\)"
)

ROWS = re.findall(r"^\| ([A-I]\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
SHOWN = [(name, piece) for name, *_, shown in ROWS for piece in shown.split("<br>")]

each_piece = pytest.mark.parametrize(
    ("row", "piece"), SHOWN, ids=[f"{row} {piece}" for row, piece in SHOWN]
)


@cache
def those_in(path: str) -> frozenset[str]:
    module = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in module.body if isinstance(node, ast.FunctionDef))


def procedures() -> set[str]:
    headings = re.findall(r"^### (.+)$", PAGE, re.MULTILINE)
    return {heading.lower().replace(" ", "-") for heading in headings}


def test_every_thing_that_can_go_wrong_has_its_row() -> None:
    wanted = [f"{section}{n}" for section, last in HOW_MANY.items() for n in range(1, last + 1)]
    assert [row[0] for row in ROWS] == wanted


@each_piece
def test_what_a_row_names_is_there(row: str, piece: str) -> None:
    named = LAST_COLUMN.fullmatch(piece)
    assert named, f"{row}: {piece} is no test, no target and no procedure"
    if test := named["test"]:
        path, _, name = test.partition("::")
        assert name in those_in(path)
    if target := named["target"]:
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
    if procedure := named["procedure"]:
        assert procedure in procedures()
    if decision := named["decision"]:
        assert (ROOT / "docs" / decision).is_file()


def test_every_procedure_is_asked_for_by_a_row() -> None:
    asked = {named["procedure"] for _, piece in SHOWN if (named := LAST_COLUMN.fullmatch(piece))}
    assert procedures() - asked == set()
