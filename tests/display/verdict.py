"""A wall's log beside the ledger's story: what was wrong, in words; nothing is the verdict that one hopes for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

from tests.display.truth import Called, Place, Truth

Json = dict[str, Any]
Span = tuple[float, float]
FRESH_S = 15
LATE_S = 10
"""After 8 s of silence a wall says that it is stale; it looks every second, and paints within another."""
EDGE_S = 0.5
"""Around the fifteenth second both are right."""
MINUTE_S = 60
"""Who could not be called for so long, because the wall was away, is called again by the officer, not by the wall."""
FREE_S = 15
"""In a minute with less left over a call may have found no place."""
AWAY = ("loading", "stale")
INSTANT_S = 0.1
"""Around the end of the last word a call may count as said or not."""
SILENT_S = 0.3
"""So soon after it turned stale a wall is silent."""


@dataclass
class Said:
    """The first part of an announcement; `whole` when nothing stopped it before its end, `beyond` doubt when nothing
    did soon after it either."""

    place: Place
    began: float
    ended: float
    whole: bool
    beyond: bool


class Verdict:
    """`log` is what a wall wrote down, `pack` its voice; during `blows` its node could not be reached."""

    def __init__(self, log: list[Json], truth: Truth, pack: Json, blows: Sequence[Span] = ()) -> None:
        self.log = log
        self.blows = blows
        self.truth = truth
        self.clips = _clips(log)
        self.shown = list(_shown(log))
        self.said = [(one, self._call_of(one)) for one in _said(self.clips, pack)]
        self.received: dict[str, float] = {}
        for line in log:
            for call in line.get("calls", ()):
                self.received.setdefault(call, line["at"])

    @property
    def whole(self) -> list[str]:
        """The calls that were said in full, as often as they were."""
        return [call.id for one, call in self.said if one.whole and call]

    @property
    def faults(self) -> list[str]:
        return [
            *self.wrong_numbers(), *self.loud_while_stale(), *self.stale_announcements(),
            *self.said_twice(), *self.said_beside_the_hero(), *self.missed(),
        ]  # fmt: skip

    def wrong_numbers(self) -> Iterator[str]:
        """Called in gold is only who is called, beside it who was; both as late as a wall may be."""
        for since, until, seen in self.shown:
            place = (seen["number"], seen["counter"])
            if seen["number"] is None or seen["state"] == "stale":
                continue
            right = (self.truth.called if seen["state"] == "calling" else self.truth.stands).get(place)
            if right is None or not right.cover(since, until, LATE_S):
                yield f"{seen['state']} {place} from {since:.3f} to {until:.3f}"

    def loud_while_stale(self) -> Iterator[str]:
        for since, until, seen in self.shown:
            for clip in self.clips if seen["state"] == "stale" else ():
                if clip["begins"] < until and clip["ends"] > since + SILENT_S:
                    yield f"{clip['name']} from {clip['begins']:.3f}, stale from {since:.3f} to {until:.3f}"

    def stale_announcements(self) -> Iterator[str]:
        """Of a call that was not fresh any more when it came here, or that the ledger was never told of."""
        for one, call in self.said:
            if call is None:
                yield f"{one} without the ledger's leave"
            elif (came := self.received.get(call.id, one.began)) - call.at > FRESH_S + EDGE_S:
                yield f"{one}, called {call}, came {came:.3f}"

    def said_twice(self) -> Iterator[str]:
        said = [call.id for one, call in self.said if one.beyond and call]
        yield from (f"{call} said twice" for call in set(said) if said.count(call) > 1)

    def said_beside_the_hero(self) -> Iterator[str]:
        """What is heard stands there while it is heard."""
        for one, _ in self.said:
            for since, until, seen in self.shown:
                overlap = min(until, one.ended) - max(since, one.began)
                if overlap > SILENT_S and one.place != (seen["number"], seen["counter"]):
                    yield f"{one} while {seen['number']} was shown from {since:.3f} to {until:.3f}"

    def missed(self) -> Iterator[str]:
        yield from self.never_came()
        yield from self.unsaid(self.whole)

    def never_came(self) -> Iterator[str]:
        """A call that stands reaches every wall, though it may be late."""
        yield from (f"{call} never came" for call in self._standing() if call.id not in self.received)

    def unsaid(self, whole: list[str]) -> Iterator[str]:
        """A call that came here fresh and is not among those that were said in full."""
        for call in self._standing():
            came = self.received.get(call.id, inf)
            if came - call.at < FRESH_S - EDGE_S and call.id not in whole and self._had_time(call):
                yield f"{call} came {came:.3f} and was not said"

    def _had_time(self, call: Called) -> bool:
        """Whether in the minute of a call the wall was there, could ask its node, and said nothing else."""
        end = min(call.at + MINUTE_S, self.log[-1]["at"])
        moments = range(int(10 * call.at) + 1, int(10 * end))
        return sum(self._is_free(tenth / 10) for tenth in moments) >= 10 * FREE_S

    def _is_free(self, at: float) -> bool:
        here = any(since <= at < until and seen["state"] not in AWAY for since, until, seen in self.shown)
        speaks = any(one.began <= at < one.ended for one, _ in self.said)
        return here and not speaks and not any(since <= at < until for since, until in self.blows)

    def _standing(self) -> Iterator[Called]:
        return (call for call in self.truth.calls.values() if call.leaves == inf)

    def _call_of(self, said: Said) -> Called | None:
        """A wall asks before it says a call, and the ledger notes it."""
        asked = [call for at, place, call in self.truth.announced if place == said.place and at <= said.began]
        return self.truth.calls[asked[-1]] if asked else None


def _shown(log: list[Json]) -> Iterator[tuple[float, float, Json]]:
    """Each picture with its time; a page that is gone shows nothing."""
    seen = [line for line in log if line["what"] in ("shows", "leaves", "opens")]
    seen.append({"what": "leaves", "at": log[-1]["at"]})
    for one, after in pairwise(seen):
        if one["what"] == "shows":
            yield one["at"], after["at"], one


def _clips(log: list[Json]) -> list[Json]:
    """What was heard, and until when it was."""
    stopped = {line["clip"]: line["at"] for line in log if line["what"] == "stop"}
    gone = [line["at"] for line in log if line["what"] == "leaves"]
    heard = []
    for line in log:
        if line["what"] == "clip":
            left = next((at for at in gone if at > line["at"]), inf)
            over, ends = min(stopped.get(line["place"], inf), left), line["ends"]
            lasted = {"whole": over >= ends - INSTANT_S, "beyond": over >= ends + INSTANT_S}
            heard.append({**line, "ends": min(over, ends), **lasted})
    return heard


def _said(clips: list[Json], pack: Json) -> Iterator[Said]:
    """The first parts: the words around a number and a counter, not begun by the words of a repeat."""
    before, number, after, _ = pack["announce"]["vi"]
    assert (number, len(before) > 0) == ("{number}", True)
    letters = {names[0]: letter for letter, names in pack["characters"]["vi"].items()}
    counters = {tuple(names): code for code, names in pack["counters"]["vi"].items()}
    names = [clip["name"] for clip in clips]
    for place, name in enumerate(names):
        if name != before or names[place - 1 : place] == pack["again"]["vi"]:
            continue
        middle = names.index(after, place)
        last = middle + 1
        while last + 1 < len(names) and tuple(names[middle + 1 : last + 2]) in counters:
            last += 1
        part = clips[place : last + 1]
        yield Said(
            ("".join(letters[one] for one in names[place + 1 : middle]), counters[tuple(names[middle + 1 : last + 1])]),
            part[0]["begins"], part[-1]["ends"], all(one["whole"] for one in part), all(one["beyond"] for one in part),
        )  # fmt: skip
