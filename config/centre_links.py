"""What branches say of one another and of their counters must fit together."""

from __future__ import annotations

from collections.abc import Sequence

from config.centre_facts import Branch
from config.centre_table import Table, refuse_repeats

WORKING = ("live", "training")
ByCode = dict[str, Branch]


def check_branches(tables: Sequence[Table], branches: Sequence[Branch]) -> None:
    """Report every branch that repeats another, or whose parent, services or counters do not fit."""
    rows = list(zip(tables, branches, strict=True))
    refuse_repeats([(table, branch.code) for table, branch in rows], "code")
    refuse_repeats([(table, branch.number) for table, branch in rows], "number")
    by_code = {branch.code: branch for branch in branches}
    for table, branch in rows:
        _check_place(table, branch, by_code)
        _check_elsewhere(table, branch, by_code)
        _check_counters(table, branch)
        _check_quotas(table, branch)
        _check_working(table, branch)


def _check_place(table: Table, branch: Branch, by_code: ByCode) -> None:
    """A branch has a number and no parent, a point has a parent which is a branch."""
    if branch.kind == "branch" and branch.number is None:
        table.say("lacks 'number'")
    if branch.kind == "point" and branch.parent is None:
        table.say("is a point and lacks 'parent'")
    if branch.kind == "branch" and branch.parent is not None:
        table.say("is a branch and has no parent", "parent")
    elif branch.parent:
        _check_parent(table, branch.parent, by_code)


def _check_parent(table: Table, parent: str, by_code: ByCode) -> None:
    is_known = table.known(parent, by_code, "has unknown parent", "parent")
    if is_known and by_code[parent].kind != "branch":
        table.say(f"has the parent {parent}, which is no branch", "parent")


def _check_elsewhere(table: Table, branch: Branch, by_code: ByCode) -> None:
    for service, other in branch.offered_at.items():
        place = ("offered_at", service)
        if service not in branch.services:
            table.known(service, branch.services, "sends people elsewhere for unlisted", *place)
        elif table.known(other, by_code, f"offers '{service}' at unknown branch", *place):
            given = by_code[other].services
            if service not in given or service in by_code[other].offered_at:
                table.say(f"offers '{service}' at {other}, which does not give it", *place)


def _check_counters(table: Table, branch: Branch) -> None:
    for ordinal, counter in enumerate(branch.counters):
        for service in counter.services:
            _check_served(table, branch, f"serves '{service}'", service, (ordinal, "services"))
        for one in counter.overflow:
            _check_served(table, branch, f"helps with '{one.service}'", one.service, (ordinal, "overflow"))


def _check_served(table: Table, branch: Branch, does: str, service: str, place: tuple[int, str]) -> None:
    counter, (ordinal, key) = f"counter {branch.counters[place[0]].code}", place
    if service in branch.offered_at:
        say = f"{does}, which the branch offers at {branch.offered_at[service]}"
        table.say_of(counter, say, "counters", ordinal, key)
    elif service not in branch.services:
        table.say_of(counter, f"{does}, which the branch does not offer", "counters", ordinal, key)


def _check_quotas(table: Table, branch: Branch) -> None:
    for ordinal, quota in enumerate(branch.quotas):
        other = branch.offered_at.get(quota.service)
        if other is not None:
            place = ("quotas", ordinal, "service")
            table.say(f"limits '{quota.service}', which the branch offers at {other}", *place)


def _check_working(table: Table, branch: Branch) -> None:
    """Where numbers are given out, somebody must be there to call every one of them."""
    if branch.status not in WORKING:
        return
    for key, value in (("hours", branch.sessions), ("services", branch.services)):
        if not value:
            table.say(f"is {branch.status} and has no {key}", key)
    served = {service for counter in branch.counters for service in counter.services}
    for service in branch.services:
        if service not in served and service not in branch.offered_at:
            table.say(f"offers '{service}', which no counter serves", "services")
