"""Which of these tests are left out where they run over encrypted files: see tests/keyed.py.

Those of test_cipher.py say themselves which file is encrypted.
"""

from __future__ import annotations

import pytest

from tests import keyed

PLAIN_ALONE = {
    "test_a_file_may_be_called_anything": "it counts the files of a plain one",
    "test_a_new_file_stands_alone": "it counts the files of a plain one",
    "test_a_page_that_is_lost_is_found": "it writes into pages as they are when plain",
    "test_a_journal_that_cannot_be_read_is_damage": "it writes into a page as it is when plain",
    "test_a_read_only_file_is_said_and_can_be_looked_at": "it copies the one file of a plain one",
    "test_whoever_may_write_to_the_data_may_lock_it": "it copies the one file of a plain one",
    "test_the_file_alone_is_everything": "it copies the one file of a plain one",
    "test_a_file_of_any_version_still_opens": "no encrypted one was ever released",
    "test_undo_puts_back_what_was_whatever_is_done": "it copies the one file of a plain one",
    "test_who_has_the_file_is_named_and_a_killed_process_lets_go": "its process has no key",
    "test_a_current_file_is_opened_without_the_library_of_migrations": "its process has no key",
    "test_a_file_held_by_another_program_is_said_and_nothing_is_lost": "the other has no key",
    "test_a_file_that_is_moved_away_is_said_and_none_is_made_in_its_place": "it moves one file",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if keyed.ON:
        items[:] = [
            one
            for one in items
            if getattr(one, "originalname", "") not in PLAIN_ALONE
            and one.path.name != "test_cipher.py"
        ]
