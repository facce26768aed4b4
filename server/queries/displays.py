"""The walls of a branch as the centre file describes them."""

from __future__ import annotations

from server.contract import Code, DisplayFacts, MediaFacts
from server.queries.house import Branch, Facts
from server.rules.refusals import Refusal


def display_facts(branch: Branch, code: str) -> DisplayFacts:
    """`not_found` for one that the file does not name."""
    found = branch.displays.get(code)
    if found is None:
        raise Refusal(Code.NOT_FOUND, "no such display")
    return _told(found)


def display_if_any(branch: Branch, code: str) -> DisplayFacts | None:
    return display_facts(branch, code) if code in branch.displays else None


def _told(facts: Facts) -> DisplayFacts:
    return {
        "code": facts["code"],
        "name": facts["name"],
        "services": facts["services"],
        "counters": facts["counters"],
        "layout": facts["layout"],
        "theme": facts["theme"],
        "arrows": facts["arrows"],
        "speaks": facts["speaks"],
        "zone": facts["zone"],
        "volume": facts["volume"],
        "volume_by_hour": facts["volume_by_hour"],
        "quiet": [(start[:5], end[:5]) for start, end in facts["quiet"]],
        "media": _media(facts),
    }


def _media(facts: Facts) -> MediaFacts | None:
    """A ledger that was told of its walls before there was media has no word of it."""
    if not facts.get("media"):
        return None
    return {"seconds": facts["media_seconds"], "sound": facts["media_sound"]}
