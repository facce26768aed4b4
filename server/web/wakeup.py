"""Redis as a bell between processes on one database: it says which branch has news, never what the news is.

Nothing depends on it: without it, or while it is away, each process finds the news by its own look at the log.
"""

from __future__ import annotations

import hashlib
import logging
from secrets import token_hex
from typing import Any

import gevent
from gevent.event import Event
from redis import Redis
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.exceptions import RedisError
from redis.retry import Retry
from sqlalchemy import make_url

from server.ledger.change import Told

PATIENCE_S = 1
"""A Redis that hangs is as good as none."""
AGAIN_S = 0.5

log = logging.getLogger(__name__)


class WakeUp:
    def __init__(self, redis_url: str, database_url: str) -> None:
        self._redis: Redis = Redis.from_url(
            redis_url,
            socket_timeout=PATIENCE_S,
            socket_connect_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
        self._channel = channel(database_url)
        self._me = token_hex(8)
        self._news: set[str] = set()
        self._some = Event()
        self._told: Told = lambda _: None
        self._is_away = False
        self._greenlets: list[gevent.Greenlet[Any, Any]] = []

    def start(self, told: Told) -> None:
        """`told` hears which branches others have changed."""
        self._told = told
        self._greenlets = [gevent.spawn(self._again, self._ring), gevent.spawn(self._again, self._listen)]

    def stop(self) -> None:
        gevent.killall(self._greenlets, timeout=PATIENCE_S)
        self._redis.close()

    def ring(self, changed: frozenset[str]) -> None:
        """A commit of this process changed these logs; called by `change`, so it only notes them."""
        self._news |= changed
        self._some.set()

    def _ring(self) -> None:
        while True:
            self._some.wait()
            self._some.clear()
            news, self._news = self._news, set()
            self._redis.publish(self._channel, " ".join([self._me, *sorted(news)]))
            self._is_back()

    def _listen(self) -> None:
        pubsub: PubSub = self._redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        with pubsub as heard:
            heard.subscribe(self._channel)
            while True:
                self._hear(heard)

    def _hear(self, heard: PubSub) -> None:
        message = heard.get_message(timeout=PATIENCE_S)
        if message is None:
            heard.ping()
            return
        who, *branches = str(message["data"]).split()
        if who != self._me:
            self._told(frozenset(branches))

    def _again(self, work: Any) -> None:
        """For as long as the process lives: what was missed meanwhile, the look at the log finds."""
        while True:
            try:
                work()
            except (RedisError, OSError) as problem:
                if not self._is_away:
                    log.warning("redis: %s; changes of other processes are looked for instead", problem)
                self._is_away = True
            gevent.sleep(AGAIN_S)

    def _is_back(self) -> None:
        if self._is_away:
            log.info("redis answers again")
        self._is_away = False


def channel(database_url: str) -> str:
    """One for each database; who signs in there and with which password says nothing of that."""
    url = make_url(database_url)
    place = f"{url.host}:{url.port or 5432}/{url.database}"
    return f"moiso:{hashlib.sha256(place.encode()).hexdigest()[:16]}"
