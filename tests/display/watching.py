"""A wall under watch: whatever it shows, hears from its node and gives to its loudspeaker, written down with the time.

The log outlives a reload of the page; a line is given out until it is known to have arrived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error, Page

Line = dict[str, Any]
"""`what`: `shows`, `came`, `clip`, `stop`, `opens`, `leaves`; `at` in seconds since 1970."""
WATCH = """() => {
  const KEY = "watch";
  const kept = sessionStorage.getItem(KEY);
  const log = kept ? JSON.parse(kept) : [];
  let count = Number(sessionStorage.getItem(KEY + ".count"));
  const keep = () => sessionStorage.setItem(KEY, JSON.stringify(log));
  const write = (what, more = {}) => {
    count += 1;
    log.push({ place: count, what, at: Date.now() / 1000, ...more });
    sessionStorage.setItem(KEY + ".count", count);
    keep();
  };
  window.watched = (arrived) => {
    while (log.length && log[0].place <= arrived) log.shift();
    keep();
    return log;
  };
  write("opens");
  window.addEventListener("pagehide", () => write("leaves"));

  let shown = "";
  const text = (selector) => (document.querySelector(selector) || {}).textContent || null;
  const look = () => {
    const now = {
      state: document.body.dataset.state || null,
      number: text("#hero [data-number]"),
      counter: text("#hero [data-counter]"),
      listed: [...document.querySelectorAll("#recent [data-number]")].map((one) => one.textContent),
    };
    if (JSON.stringify(now) === shown) return;
    shown = JSON.stringify(now);
    write("shows", now);
  };
  document.addEventListener("DOMContentLoaded", () => {
    look();
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(look).observe(document.body, all);
  });

  const known = new Set();
  const came = ({ calls }) => {
    const news = calls.map(({ id }) => id).filter((id) => !known.has(id));
    news.forEach((id) => known.add(id));
    if (news.length) write("came", { calls: news });
  };
  const json = Response.prototype.json;
  Response.prototype.json = async function () {
    const said = await json.call(this);
    if (new URL(this.url).pathname.endsWith("/snapshot")) came(said);
    return said;
  };
  const Wire = WebSocket;
  window.WebSocket = class extends Wire {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", ({ data }) => {
        if (String(data).startsWith('42["snapshot"')) came(JSON.parse(data.slice(2))[1]);
      });
    }
  };

  const urls = new WeakMap();
  const bytes = Response.prototype.arrayBuffer;
  Response.prototype.arrayBuffer = async function () {
    const got = await bytes.call(this);
    urls.set(got, this.url);
    return got;
  };
  const decode = BaseAudioContext.prototype.decodeAudioData;
  BaseAudioContext.prototype.decodeAudioData = async function (got) {
    const url = urls.get(got);
    const sound = await decode.call(this, got);
    urls.set(sound, new URL(url).pathname.replace("/voice/clips/", ""));
    return sound;
  };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (when) {
    const begins = Date.now() / 1000 + when - this.context.currentTime;
    this.watched = count + 1;
    write("clip", { name: urls.get(this.buffer), begins, ends: begins + this.buffer.duration });
    return start.call(this, when);
  };
  const stop = AudioBufferSourceNode.prototype.stop;
  AudioBufferSourceNode.prototype.stop = function () {
    write("stop", { clip: this.watched });
    return stop.call(this);
  };
}"""


@dataclass
class Watched:
    """What a page has written down so far."""

    page: Page
    log: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(f"({WATCH})()")

    def read(self) -> bool:
        """Fetches what is new; False while the page is between two loads."""
        arrived = self.log[-1]["place"] if self.log else 0
        try:
            news = self.page.evaluate("arrived => window.watched(arrived)", arrived)
        except Error:
            return False
        self.log += news
        return True

    def of(self, *kinds: str) -> Iterator[Line]:
        return (line for line in self.log if line["what"] in kinds)
