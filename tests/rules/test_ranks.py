"""Who manages whose account: never upwards, never beyond one's own branches."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.ranks import ROLES, may_manage

RANK = {"officer": 0, "reception": 0, "supervisor": 1, "admin": 2}
BRANCHES = st.lists(st.sampled_from(["cn01", "cn02", "cn03"]), max_size=3, unique=True)

MAY = {
    ("supervisor", "officer"), ("supervisor", "reception"),
    ("admin", "officer"), ("admin", "reception"), ("admin", "supervisor"), ("admin", "admin"),
}  # fmt: skip


@pytest.mark.parametrize(("role", "theirs"), list(product((*ROLES, "kiosk", "display", "system"), ROLES)))
def test_each_role_manages_these_and_no_other(role, theirs):
    assert may_manage(role, [], theirs, ["cn02"]) is ((role, theirs) in MAY)


@given(role=st.sampled_from(ROLES), branches=BRANCHES, theirs=st.sampled_from(ROLES), at=BRANCHES)
def test_nobody_manages_anybody_above_themselves_or_at_a_branch_that_is_not_theirs(
    role, branches, theirs, at
):
    if may_manage(role, branches, theirs, at):
        assert RANK[theirs] <= RANK[role]
        assert not branches or (at and set(at) <= set(branches))


def test_who_may_enter_every_branch_is_managed_only_by_who_may_too():
    assert may_manage("supervisor", [], "officer", [])
    assert not may_manage("supervisor", ["cn01", "cn02"], "officer", [])
