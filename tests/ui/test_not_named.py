"""Who must not be named is read once, and again where it could not be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from snt_desk.domain.unpublished import Known
from snt_desk.errors import DeskError
from snt_desk.ui.desk import Desk
from snt_desk.ui.not_named import NotNamed


def test_what_could_not_be_read_is_read_when_it_is_asked_for_again(desk: Desk) -> None:
    away, said = [True], list[str]()

    def rule(_session: Session) -> Known:
        if away:
            raise DeskError("Your data file was moved or taken away", "Put it back.")
        return Known()

    owner = QObject()
    names = NotNamed(desk, rule, owner)
    names.failed.connect(lambda: said.append("failed"))
    names.came.connect(lambda: said.append("came"))
    with pytest.raises(DeskError, match="moved or taken away"):
        names.ask()
    away.clear()
    names.ask()
    names.ask()
    assert isinstance(names.known, Known)
    assert said == ["failed", "came"]
