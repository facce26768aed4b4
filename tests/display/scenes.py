"""Every state of a wall with the longest names there are: what a branch sends, what the centre says of the wall."""

from __future__ import annotations

import atexit
import copy
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config.centre import load_centre
from display.media.shelf import Shelf
from tests.display.hall import HOME, Hall
from tests.display.pictures import FACTS, Json, call, display, heartbeat, names, snapshot
from tests.display.posters import poster

LONG_ZONE = names("Tầng 2, khu B, cạnh cầu thang bộ", "Floor 2, zone B, next to the stairs")
ZONE = names("Tầng 1, khu A", "Floor 1, zone A")
HALL = copy.deepcopy(FACTS)
HALL["branch"]["address"] = names("85 Dịch Vọng Hậu, Cầu Giấy", "85 Dich Vong Hau, Cau Giay")
HALL["counters"].append({"code": "12", "zone": LONG_ZONE, "services": []})
ARROWS = {"3": "left", "7": "right", "10": "up", "12": "up-right", "12AB": "down-left"}
NOTICE = names(
    "Người từ đủ 75 tuổi, người khuyết tật, phụ nữ mang thai, người có con dưới 36 tháng và người có công được "
    "ưu tiên.",
    "Priority for people aged 75 and over, people with disabilities, pregnant women, people with a child under 36 "
    "months, and people with merit.",
)
OPENS = "2026-11-25T13:00:00+07:00"
LATER = "2026-11-26T08:00:00+07:00"


@cache
def services() -> tuple[Json, ...]:
    """Those of the sample centre, with as much waiting as there can be."""
    centre = load_centre(HOME / "config/hanoi.toml")
    return tuple(
        {"code": one.code, "series": one.series, "name": one.name, "name_short": one.name_short, "open": place != 3,
         "waiting": 118, "estimate": {"low_s": 6000, "high_s": 7500}, "left": None}
        for place, one in enumerate(centre.services)
    )  # fmt: skip


def calls() -> list[Json]:
    """Today's, newest first, the first two as fresh as can be."""
    return [
        call("D1024", "08:33:58", "12", service="dang-ky-kinh-doanh", zone=LONG_ZONE, times=3),
        call("M008", "08:33:50", "10", service="van-hoa-xa-hoi", zone=LONG_ZONE, times=2),
        call("C009", "08:33:40", "7", service="dat-dai", zone=ZONE),
        call("A1024", "08:33:30", "12AB", zone=LONG_ZONE, times=2),
        call("L005", "08:33:20", "12", service="lao-dong", zone=LONG_ZONE, state="serving"),
        call("A014", "08:33:10", "3", zone=ZONE, state="done"),
        call("K017", "08:33:05", "10", service="xay-dung", zone=LONG_ZONE, state="done"),
    ]


def served() -> list[Json]:
    return [{**one, "state": "serving", "times": 1} for one in calls()]


def picture(seq: int, heard: list[Json], **changes: object) -> Json:
    base: Json = {"services": list(services()), "notices": [NOTICE]}
    return snapshot(seq, heard, **{**base, **changes})


SHUT: Json = {"open": False, "services": [{**one, "open": False} for one in services()]}
WAITING: Json = {
    "line": [{"number": "A020", "service": "ho-tich", "ahead": 0, "low_s": None, "high_s": None}]
}
AGAIN: Json = {"again": [{"number": "B011", "at": "2026-11-25T08:33:45+07:00"}]}
CULTURE_DAY = names("Ngày Văn hóa Việt Nam", "Vietnam Culture Day")


@dataclass(frozen=True)
class Scene:
    """`media`: the wall has a folder of pictures."""

    picture: Callable[[], Json]
    state: str
    media: bool = False


SCENES: dict[str, Scene] = {
    "calling": Scene(lambda: picture(5, calls()), "calling"),
    "rush": Scene(lambda: picture(5, [calls()[3], *calls()[:3], *calls()[4:]], **AGAIN), "calling"),
    "wide": Scene(
        lambda: picture(5, [{**calls()[3], "at": "2026-11-25T08:33:59+07:00"}, *served()[4:]]), "calling"
    ),
    "idle": Scene(lambda: picture(5, served()), "idle"),
    "pictures": Scene(lambda: picture(5, served()), "idle", media=True),
    "welcome": Scene(lambda: picture(5, []), "idle"),
    "closed": Scene(lambda: picture(5, [], **SHUT, closed_for="hours", opens_at=LATER), "closed"),
    "lunch": Scene(lambda: picture(5, [], **SHUT, **WAITING, closed_for="lunch", opens_at=OPENS), "closed"),
    "holiday": Scene(
        lambda: picture(5, [], **SHUT, closed_for="holiday", holiday=CULTURE_DAY, opens_at=LATER), "closed"
    ),
    "stale": Scene(lambda: picture(5, calls()), "stale"),
}


def play(hall: Hall, name: str, **looks: object) -> None:
    """The wall in this state; `looks` are of the centre file."""
    hall.own = own(name, **looks)
    hall.answer = SCENES[name].picture()
    hall.shelf = shelf()


def own(name: str, **looks: object) -> Json:
    """What the centre file says of the wall in this state."""
    media = {"seconds": 15, "sound": False} if SCENES[name].media else None
    return display(arrows=ARROWS, media=media, **looks)


@cache
def shelf() -> Shelf:
    folder = Path(tempfile.mkdtemp(prefix="moiso-posters-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    poster(folder / "a.png")
    return Shelf(folder)


def settle(hall: Hall, name: str) -> None:
    """After the page was opened; a stale one has waited for the node in vain."""
    if name == "stale":
        hall.push("heartbeat", heartbeat(hall.answer["seq"] if hall.answer else 0))
        hall.answer = None
        hall.page.clock.run_for(9500)
    media = "[data-media]" if SCENES[name].media else ":not([data-media])"
    hall.page.wait_for_selector(f"body[data-state={SCENES[name].state}]{media}")
    hall.page.evaluate("document.fonts.ready.then(() => true)")
