"""Which of these tests run once more over encrypted files: see tests/keyed.py."""

from __future__ import annotations

import pytest

from tests import keyed

ALSO_KEYED = frozenset(
    {"test_drafts.py", "test_journal.py", "test_schema.py", "test_search.py", "test_store.py"}
)
"""What is above the file; those that look at files themselves say which of them is encrypted."""
PLAIN_ALONE = {
    "test_the_file_alone_is_everything": "it copies the one file of a plain one",
    "test_a_file_of_any_version_still_opens": "no encrypted one was ever released",
    "test_a_current_file_is_opened_without_the_library_of_migrations": "its process has no key",
    "test_before_an_update_the_file_is_copied": "it reads a backup without its manifest",
    "test_who_is_killed_while_typing_finds_what_was_kept_last": "its process has no key",
    "test_an_update_that_is_killed_leaves_a_whole_file": "it copies the one file of a plain one",
    "test_a_file_held_by_another_program_is_said_and_nothing_is_lost": "the other has no key",
    "test_a_file_that_is_moved_away_is_said_and_none_is_made_in_its_place": "it moves one file",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if keyed.ON:
        items[:] = [
            one
            for one in items
            if one.path.name in ALSO_KEYED and getattr(one, "originalname", "") not in PLAIN_ALONE
        ]
