"""Blocks of emergency numbers never meet, also after a restore."""

from server.rules.leases import BLOCK, MARGIN, next_block


def test_a_block_begins_behind_all_that_is_out():
    assert next_block(0, restored=False) == (1, 100)
    assert next_block(100, restored=False) == (101, 200)
    assert next_block(123, restored=False) == (201, 300)


def test_after_a_restore_it_leaves_room_for_blocks_that_nobody_remembers():
    first, last = next_block(100, restored=True)
    assert first == 101 + MARGIN
    assert last - first + 1 == BLOCK
