"""What a centre file says of the walls of a branch: what each shows, how it looks, how loud it is, where it hangs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import time

from config.centre_facts import Display
from config.centre_table import Table, refuse_repeats

LAYOUTS = ("auto", "landscape", "portrait")
THEMES = ("dark", "light", "contrast")
DIRECTIONS = ("left", "right", "up", "down", "up-left", "up-right", "down-left", "down-right")
VOLUME = 70
LOUDEST = 100
LAST_HOUR = 23
DEEPEST_HALL_M = 100
SCREENS_IN = (10, 200)
MEDIA_S = 15
MEDIA_SECONDS = (5, 3600)
MEDIA_KEYS = ("media_seconds", "media_sound")


def displays_of(
    branch: Table, services: Sequence[str], counters: Collection[str], zones: Collection[str]
) -> tuple[Display, ...]:
    """The optional list `displays`; `services` and `counters` are those of the branch, `zones` the centre's."""
    if not branch.has("displays"):
        return ()
    tables = branch.tables("displays", "display")
    displays = tuple(_display(table, services, counters, zones) for table in tables)
    refuse_repeats(zip(tables, (one.code for one in displays), strict=True), "code")
    return displays


def _display(
    table: Table, services: Sequence[str], counters: Collection[str], zones: Collection[str]
) -> Display:
    display = Display(
        code=table.code("code"),
        name=table.names("name"),
        services=_some(table, "services", services, "shows a service that the branch does not list:"),
        counters=_some(table, "counters", counters, "shows a counter that the branch does not have:"),
        layout=table.choice("layout", LAYOUTS, "has unknown layout") if table.has("layout") else LAYOUTS[0],
        theme=table.choice("theme", THEMES, "has unknown theme") if table.has("theme") else THEMES[0],
        volume=table.whole("volume", 0, LOUDEST) if table.has("volume") else VOLUME,
        volume_by_hour=_volume_by_hour(table),
        quiet=_quiet(table),
        arrows=_arrows(table, counters),
        zone=table.choice("zone", zones, "stands in unknown zone") if table.has("zone") else None,
        speaks=table.flag("speaks") if table.has("speaks") else True,
        hall_m=table.whole("hall_m", 1, DEEPEST_HALL_M) if table.has("hall_m") else None,
        screen_in=table.whole("screen_in", *SCREENS_IN) if table.has("screen_in") else None,
        media=_media(table),
        media_seconds=table.whole("media_seconds", *MEDIA_SECONDS) if table.has("media_seconds") else MEDIA_S,
        media_sound=table.flag("media_sound") if table.has("media_sound") else False,
    )
    table.end()
    return display


def _media(display: Table) -> str | None:
    """The name of a folder, never a way to one: the node says below which other they lie."""
    if display.has("media"):
        return display.code("media")
    for key in filter(display.has, MEDIA_KEYS):
        display.say(f"has '{key}' and no 'media'", key)
    return None


def _some(display: Table, key: str, among: Collection[str], phrase: str) -> tuple[str, ...] | None:
    """None, where the key is left out, is all of them."""
    if not display.has(key):
        return None
    chosen = display.choices(key, among, phrase)
    if not chosen:
        display.say(f"shows no {key} at all", key)
    return chosen


def _arrows(display: Table, counters: Collection[str]) -> dict[str, str]:
    arrows = display.chosen("arrows", DIRECTIONS, "has unknown direction")
    for counter in arrows:
        display.known(counter, counters, "points to unknown counter", "arrows", counter)
    return arrows


def _volume_by_hour(display: Table) -> dict[str, int]:
    """From that hour on, until the next one that is named."""
    if not display.has("volume_by_hour"):
        return {}
    hours = display.table("volume_by_hour", f"{display.where}: volume_by_hour")
    found = {}
    for hour in hours.chosen_names:
        if not hour.isdecimal() or str(int(hour)) != hour or int(hour) > LAST_HOUR:
            hours.say(f"has {hour!r}, which is no hour from 0 to {LAST_HOUR}", hour)
        else:
            found[hour] = hours.whole(hour, 0, LOUDEST)
    return found


def _quiet(display: Table) -> tuple[tuple[time, time], ...]:
    if not display.has("quiet"):
        return ()
    spans = display.spans("quiet")
    for ordinal, (start, end) in enumerate(spans):
        if end <= start:
            display.say(f"ends a quiet time at {end:%H:%M}, before it begins", "quiet", ordinal)
    return spans
