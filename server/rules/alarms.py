"""What of a device's own word is an alarm, beyond its paper."""

from __future__ import annotations

CLOCK_OFF_MS = 60_000
"""A ticket's time on paper is told in minutes: a clock further off prints a wrong one."""
OLD_PICTURE_S = 15
"""A wall asks for its picture again after 8 s without news: older than this one is wrong, whatever it says."""
VOICE_BEHIND_S = 45
"""Who is called now hears of it only after so long: people stand before a counter that waits for them."""
SOUND_FAULTS = {"suspended": "sound_blocked", "muted": "sound_muted", "missing": "sound_missing"}


def wall_alarms(sound: str, picture_age_s: int | None, behind_s: int = 0) -> frozenset[str]:
    """`sound_blocked` by the browser, `sound_muted`, `sound_missing` of a wall that is to speak without clips,
    `picture_old`, also of a wall that has no picture yet, and `voice_behind` where calls wait to be announced for
    longer than people can be left waiting."""
    found = {SOUND_FAULTS[sound]} if sound in SOUND_FAULTS else set()
    if picture_age_s is None or picture_age_s > OLD_PICTURE_S:
        found.add("picture_old")
    if behind_s > VOICE_BEHIND_S:
        found.add("voice_behind")
    return frozenset(found)


def alarms(clock_offset_ms: int | None, unsynced: int, unsynced_before: int) -> frozenset[str]:
    """`clock_off`, and `unsynced` for tickets that stood there at two heartbeats running: one is under way."""
    found = set()
    if clock_offset_ms is not None and abs(clock_offset_ms) > CLOCK_OFF_MS:
        found.add("clock_off")
    if unsynced > 0 and unsynced_before > 0:
        found.add("unsynced")
    return frozenset(found)
