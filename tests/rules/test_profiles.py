"""A counter helps others when they wait too long or it would stand idle, and its own come first."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from server.rules.ordering import MICROSECONDS
from server.rules.profiles import Overflow, Profile, profile

MINUTE = 60 * MICROSECONDS
CIVIL = Profile(("ho-tich",), (Overflow("dat-dai", 1200), Overflow("thue-phi", None)))


def test_what_waits_less_than_the_limit_is_left_to_others():
    assert CIVIL.tiers({"dat-dai": 0}, 20 * MINUTE - 1)[0] == ("ho-tich",)


def test_what_waits_for_the_limit_is_called_beside_its_own():
    assert CIVIL.tiers({"dat-dai": 0}, 20 * MINUTE)[0] == ("ho-tich", "dat-dai")


def test_what_is_helped_at_leisure_comes_only_after_its_own():
    assert CIVIL.tiers({}, 0) == [("ho-tich",), ("ho-tich", "thue-phi")]


def test_a_counter_without_overflow_calls_its_own_alone():
    assert Profile(("ho-tich", "chung-thuc")).tiers({"dat-dai": 0}, 600 * MINUTE) == [
        ("ho-tich", "chung-thuc")
    ]


def test_what_a_counter_serves_is_no_help():
    assert profile(["ho-tich", "dat-dai"], CIVIL.overflow).overflow == (Overflow("thue-phi", None),)


@given(
    st.dictionaries(st.sampled_from(["dat-dai", "thue-phi", "tu-phap"]), st.integers(0, 90)),
    st.integers(0, 90),
)
def test_each_tier_holds_the_one_before_it_and_its_own(minutes, now):
    tiers = CIVIL.tiers({name: at * MINUTE for name, at in minutes.items()}, now * MINUTE)
    assert all(set(CIVIL.services) <= set(tier) for tier in tiers)
    assert all(set(one) <= set(other) for one, other in pairwise(tiers))
