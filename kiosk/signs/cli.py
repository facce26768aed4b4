"""The commands `moiso-kiosk bridge` and `emulate-sign`."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from config.clock import SystemClock
from config.kiosk_settings import server_address
from kiosk.signs.bridge import Bridge
from kiosk.signs.news import ASK_S, News
from kiosk.signs.open import open_line, read_places
from kiosk.upstream import Upstream

STEP_S = 0.1


def bridge(ended: threading.Event, server: str, branch: str, counter: Sequence[str], sign: str) -> None:
    """Until `ended`, then every sign is blank; `BadSetting` for what can never work."""
    line, clock = open_line(sign), SystemClock()
    places = read_places(counter, line)
    upstream = Upstream(server_address("server", server), "")
    news = News(upstream, branch, clock)
    driver = Bridge(line, places, news, clock)
    news.ask()
    asking = threading.Thread(target=_ask, args=(news, ended), daemon=True)
    asking.start()
    print(f"signs of counters {', '.join(counter)} at {branch} on {line.name}", flush=True)
    try:
        while not ended.wait(STEP_S):
            driver.step()
        driver.blank()
    finally:
        line.close()
        upstream.close()


def emulate_sign(ended: threading.Event, kind: str, address: Sequence[int]) -> None:
    from kiosk.signs.emulator import Emulator  # which Windows cannot import

    with Emulator(kind, frozenset(address or [1]), lambda line: print(line, flush=True)) as emulator:
        print(f"signs on {emulator.port}", flush=True)
        ended.wait()


def _ask(news: News, ended: threading.Event) -> None:
    while not ended.wait(ASK_S):
        news.ask()
