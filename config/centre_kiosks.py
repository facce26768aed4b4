"""What a centre file says of kiosks, whether they read cards, and how many numbers are given."""

from __future__ import annotations

from collections.abc import Sequence

from config.centre_facts import CardScan, Kiosk, Quota
from config.centre_table import Table, refuse_repeats

MODES = ("normal", "priority_only", "assisted")
PACE_S = 4
"""A person needs three touches for a number: sooner than this nobody takes a second one."""
LONGEST_PACE_S = 60
LONGEST_NAME = 40
"""As `moiso device add` takes it."""
MOST_NUMBERS = 9999
ELDERLY_FROM = 75
"""The Centre's notice of 1 October 2025."""
MOST_FOR_ONE = 99


def kiosks_of(branch: Table, services: Sequence[str]) -> tuple[Kiosk, ...]:
    """The optional list `kiosks`; `services` are those that the branch lists."""
    if not branch.has("kiosks"):
        return ()
    tables = branch.tables("kiosks", "kiosk", "name")
    kiosks = tuple(_kiosk(table, services) for table in tables)
    refuse_repeats(zip(tables, (one.name for one in kiosks), strict=True), "name")
    return kiosks


def quotas_of(branch: Table, services: Sequence[str]) -> tuple[Quota, ...]:
    """The optional list `quotas`; a service that it does not name has no limit."""
    if not branch.has("quotas"):
        return ()
    tables = branch.tables("quotas", "quota", "service")
    quotas = tuple(_quota(table, services) for table in tables)
    refuse_repeats(zip(tables, (one.service for one in quotas), strict=True), "service")
    return quotas


def card_scan_of(file: Table) -> CardScan | None:
    """The optional table `card_scan`: absent means off. Whoever turns it on names what allows it."""
    if not file.has("card_scan"):
        return None
    table = file.table("card_scan", "card_scan, which names the decision that allows it,")
    scan = CardScan(
        decision=table.text("decision"),
        elderly_from=table.whole("elderly_from", 1, 120) if table.has("elderly_from") else ELDERLY_FROM,
        most_a_day=table.whole("most_a_day", 1, MOST_FOR_ONE) if table.has("most_a_day") else None,
    )
    table.end()
    return scan


def _kiosk(table: Table, services: Sequence[str]) -> Kiosk:
    kiosk = Kiosk(
        name=table.text("name", LONGEST_NAME),
        mode=table.choice("mode", MODES, "has unknown mode") if table.has("mode") else "normal",
        services=_subset(table, services),
        asks_dossiers=table.flag("asks_dossiers") if table.has("asks_dossiers") else False,
        pace_s=table.whole("pace_s", 0, LONGEST_PACE_S) if table.has("pace_s") else PACE_S,
    )
    table.end()
    return kiosk


def _subset(kiosk: Table, services: Sequence[str]) -> tuple[str, ...] | None:
    if not kiosk.has("services"):
        return None
    chosen = kiosk.choices("services", services, "shows a service that the branch does not list:")
    if not chosen:
        kiosk.say("shows no service at all", "services")
    return chosen


def _quota(table: Table, services: Sequence[str]) -> Quota:
    quota = Quota(
        service=table.choice("service", services, "limits a service that the branch does not list:"),
        quota_day=_numbers(table, "quota_day"),
        quota_session=_numbers(table, "quota_session"),
    )
    if quota.quota_day is None and quota.quota_session is None:
        table.say("lacks 'quota_day' or 'quota_session'")
    elif quota.quota_day is not None and (quota.quota_session or 0) > quota.quota_day:
        table.say("gives more numbers a session than a day", "quota_session")
    table.end()
    return quota


def _numbers(table: Table, key: str) -> int | None:
    return table.whole(key, 0, MOST_NUMBERS) if table.has(key) else None
