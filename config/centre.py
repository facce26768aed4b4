"""Reads a centre file (`hanoi.toml`) into facts, or refuses it with every reason and its line."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from config.centre_counters import counters_of
from config.centre_displays import displays_of
from config.centre_facts import (
    Branch,
    Centre,
    Counter,
    Holiday,
    Names,
    PriorityClass,
    Procedure,
    Service,
    Session,
)
from config.centre_kiosks import card_scan_of, kiosks_of, quotas_of
from config.centre_limits import limits_of
from config.centre_links import check_branches
from config.centre_source import CentreFileError, Source
from config.centre_table import Table, hint, refuse_repeats
from config.centre_voice import voice_of

__all__ = [
    "Branch", "Centre", "CentreFileError", "Counter", "Holiday", "Names", "PriorityClass",
    "Procedure", "Service", "Session", "load_centre",
]  # fmt: skip

PRIORITIES = ("none", "declared", "elderly", "disabled", "pregnant", "small_child", "merit", "carried_over")
KINDS = ("branch", "point", "training")
STATUSES = ("planned", "training", "live", "suspended", "closed")
ORDERS = ("credit", "fcfs")
SLIP_GROUPS = ("rules", "receipt", "feedback", "footer")
BRANCH_KEYS = ("number", "parent", "name", "address", "status", "live_from", "hours", "services",
               "offered_at", "counters", "kiosks", "quotas", "displays")  # fmt: skip

# I J O P S are misheard or misread; E and U number tickets without a server and on the paper roll.
SERIES = tuple(letter for letter in string.ascii_uppercase if letter not in "EIJOPSU")
ON_A_BUTTON = 18
A_DAY_S = 86_400
IDLE_S = 3 * 60 * 60


def load_centre(path: Path) -> Centre:
    """The centre in the TOML file at `path`; CentreFileError holds all that is wrong with it."""
    source = Source(path)
    centre = _centre(Table(source, (), source.data, "the file"))
    source.refuse_if_wrong()
    return centre


def _centre(file: Table) -> Centre:
    services = _services(file)
    centre = Centre(
        code=file.code("code"),
        name=file.names("name"),
        name_short=file.names("name_short", 40),
        timezone=_timezone(file),
        priorities=_priorities(file),
        no_show_hold_s=file.whole("no_show_hold_s", 0, 3600),
        recall_limit=file.whole("recall_limit", 1, 20),
        counter_idle_s=file.whole("counter_idle_s", 1800, A_DAY_S) if file.has("counter_idle_s") else IDLE_S,
        order=file.choice("order", ORDERS, "has unknown order") if file.has("order") else "credit",
        arrival=file.flag("arrival") if file.has("arrival") else True,
        slip=_slip(file.table("slip", "slip")),
        notices=file.names_list("notices"),
        holidays=_holidays(file),
        services=services,
        branches=_branches(file, tuple(service.code for service in services)),
        card_scan=card_scan_of(file),
        limits=limits_of(file),
        voice=voice_of(file),
    )
    file.end()
    return centre


def _timezone(file: Table) -> str:
    zone = file.text("timezone")
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        file.say(f"has unknown timezone '{zone}'{hint(zone, available_timezones())}", "timezone")
    return zone


def _priorities(file: Table) -> tuple[PriorityClass, ...]:
    tables = file.tables("priorities", "priority")
    classes = tuple(_priority(table) for table in tables)
    refuse_repeats(zip(tables, (c.code for c in classes), strict=True), "code")
    for code in PRIORITIES:
        if code not in {c.code for c in classes}:
            file.say(f"lacks the priority '{code}'", "priorities", 0)
    return classes


def _priority(table: Table) -> PriorityClass:
    priority = PriorityClass(
        code=table.choice("code", PRIORITIES, "has unknown code"),
        name=table.names("name"),
        credit_s=table.whole("credit_s", 0, A_DAY_S),
        public=table.flag("public"),
    )
    if priority.code == "none" and priority.credit_s:
        table.say("has a credit: it is the order of arrival, 0", "credit_s")
    table.end()
    return priority


def _slip(table: Table) -> dict[str, tuple[Names, ...]]:
    slip = {group: table.names_list(group) for group in SLIP_GROUPS if table.has(group)}
    table.end()
    return slip


def _holidays(file: Table) -> tuple[Holiday, ...]:
    tables = file.tables("holidays", "holiday", "date")
    holidays = tuple(_holiday(table) for table in tables)
    refuse_repeats(zip(tables, (h.date for h in holidays), strict=True), "date")
    return holidays


def _holiday(table: Table) -> Holiday:
    holiday = Holiday(date=table.day("date"), name=table.names("name"))
    table.end()
    return holiday


def _services(file: Table) -> tuple[Service, ...]:
    tables = file.tables("services", "service")
    services = tuple(_service(table) for table in tables)
    refuse_repeats(zip(tables, (s.code for s in services), strict=True), "code")
    refuse_repeats(zip(tables, (s.series for s in services), strict=True), "series")
    return services


def _service(table: Table) -> Service:
    service = Service(
        code=table.code("code"),
        series=table.choice("series", SERIES, "has forbidden series"),
        name=table.names("name"),
        name_short=table.names("name_short", ON_A_BUTTON),
        hint=table.names("hint"),
        icon=table.code("icon"),
        asks_dossiers=table.flag("asks_dossiers"),
        norm_s=_norm(table),
        procedures=_procedures(table),
    )
    table.end()
    return service


def _norm(table: Table) -> int:
    """From a minute to four hours: outside of that somebody wrote minutes, or milliseconds."""
    return table.whole("norm_s", 60, 14_400)


def _procedures(service: Table) -> tuple[Procedure, ...]:
    tables = service.tables("procedures", "procedure")
    procedures = tuple(_procedure(table) for table in tables)
    refuse_repeats(zip(tables, (p.code for p in procedures), strict=True), "code")
    return procedures


def _procedure(table: Table) -> Procedure:
    procedure = Procedure(
        code=table.code("code"),
        name=table.names("name"),
        name_short=table.names("name_short", ON_A_BUTTON),
        papers=table.names_list("papers"),
        norm_s=_norm(table),
        valid_from=_day_or_none(table, "valid_from"),
        valid_to=_day_or_none(table, "valid_to"),
    )
    if procedure.valid_from and procedure.valid_to and procedure.valid_to < procedure.valid_from:
        table.say("ends before it begins", "valid_to")
    table.end()
    return procedure


def _day_or_none(table: Table, key: str) -> date | None:
    return table.day(key) if table.has(key) else None


Hours = dict[str, tuple[Session, ...]]
Zones = dict[str, Names]


def _hours(file: Table) -> Hours:
    return {name: _week(table) for name, table in file.keyed("hours", "hours").items()}


def _week(table: Table) -> tuple[Session, ...]:
    """The same sessions on each of the weekdays."""
    weekdays = table.wholes("weekdays", 0, 6)
    rows = table.tables("sessions", "session")
    day = [_session(row) for row in rows]
    for row, (before, after) in zip(rows[1:], pairwise(day), strict=True):
        if after.issue_from < before.end:
            row.say("begins before the one above it has ended")
    table.end()
    return tuple(replace(session, weekday=weekday) for weekday in weekdays for session in day)


def _session(row: Table) -> Session:
    """Of a Monday; `_week` repeats it."""
    issue_from, start = row.clock("issue_from"), row.clock("start")
    last_ticket, end = row.clock("last_ticket"), row.clock("end")
    if not issue_from <= start <= last_ticket <= end or start == end:
        row.say("is out of order: issue_from, start, last_ticket, end")
    row.end()
    return Session(0, issue_from, start, last_ticket, end)


def _branches(file: Table, services: tuple[str, ...]) -> tuple[Branch, ...]:
    hours = _hours(file)
    zones = {name: table.as_names() for name, table in file.keyed("zones", "zone").items()}
    tables = file.tables("branches", "branch")
    branches = tuple(_branch(table, services, hours, zones) for table in tables)
    check_branches(tables, branches)
    return branches


def _branch(table: Table, services: tuple[str, ...], hours: Hours, zones: Zones) -> Branch:
    listed = table.choices("services", services, "offers unknown service")
    counters = counters_of(table, services, zones)
    branch = Branch(
        code=table.code("code"),
        number=table.whole("number", 1, 999) if table.has("number") else None,
        kind=table.choice("kind", KINDS, "has unknown kind"),
        parent=table.code("parent") if table.has("parent") else None,
        name=table.names("name"),
        address=table.names("address"),
        status=table.choice("status", STATUSES, "has unknown status"),
        live_from=_day_or_none(table, "live_from"),
        sessions=_sessions(table, hours),
        services=listed,
        offered_at=table.chosen("offered_at"),
        counters=counters,
        sample=table.choices("sample", BRANCH_KEYS, "has unknown key in 'sample':"),
        kiosks=kiosks_of(table, listed),
        quotas=quotas_of(table, listed),
        displays=displays_of(table, listed, [one.code for one in counters], zones),
    )
    table.end()
    return branch


def _sessions(branch: Table, hours: Hours) -> tuple[Session, ...]:
    chosen = branch.choices("hours", tuple(hours), "keeps unknown hours")
    sessions = [session for name in chosen for session in hours[name]]
    spoken_for = [weekday for name in chosen for weekday in {s.weekday for s in hours[name]}]
    if len(spoken_for) > len(set(spoken_for)):
        branch.say("has two hours for one weekday", "hours")
    return tuple(sorted(sessions, key=lambda session: (session.weekday, session.start)))
