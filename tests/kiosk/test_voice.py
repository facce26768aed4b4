"""The agent has the voice of its page on its own disk: whole or not at all, and also when the line is cut."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import requests

from tests.conftest import eventually
from tests.kiosk.conftest import Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode

SAID = "/voice/kiosk/cn02"


@pytest.fixture(autouse=True)
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EVERY_S", "AGAIN_S", "LOOK_S"):
        monkeypatch.setattr(f"kiosk.voice.{name}", 0.05)


def address(name: str, data: bytes) -> str:
    return f"/voice/clips/{name}?v={hashlib.sha256(data).hexdigest()[:16]}"


def speaks(node: FakeNode, version: str, **clips: bytes) -> None:
    """From now on the node's voice has these clips."""
    urls = {f"vi-{name}": address(f"vi-{name}", data) for name, data in clips.items()}
    view = {
        "version": version,
        "clips": {name: {"url": url, "ms": 300} for name, url in urls.items()},
        "languages": {"vi": {"texts": {name: name for name in urls}, "characters": {}, "counts": []}},
    }
    node.sounds |= {urls[f"vi-{name}"]: data for name, data in clips.items()}
    node.sounds[SAID] = json.dumps(view).encode()


def has(kiosk: Kiosk, version: str | None) -> bool:
    return eventually(lambda: kiosk.picture()["voice"] == version)


def heard(kiosk: Kiosk, version: str) -> dict[str, bytes]:
    """What the page can play, by the name of the clip."""
    told: dict[str, Any] = requests.get(f"{kiosk.agent.url}/voice/{version}", timeout=5).json()
    return {
        name: requests.get(kiosk.agent.url + url, timeout=5).content for name, url in told["clips"].items()
    }


def test_a_kiosk_whose_line_is_cut_still_reads_and_after_a_new_start_too(
    make_kiosk: MakeKiosk, node: FakeNode
):
    speaks(node, "one", so=b"number", den=b"to")
    first = make_kiosk()
    assert has(first, "one")
    node.away = True
    assert heard(first, "one") == {"vi-so": b"number", "vi-den": b"to"}
    first.agent.stop()
    again = make_kiosk()
    assert again.picture()["voice"] == "one"
    assert heard(again, "one") == {"vi-so": b"number", "vi-den": b"to"}


def test_of_a_changed_voice_only_what_is_new_is_fetched_and_the_old_is_let_go(
    make_kiosk: MakeKiosk, node: FakeNode
):
    speaks(node, "one", so=b"number", den=b"to")
    kiosk = make_kiosk()
    assert has(kiosk, "one")
    node.sounds_asked.clear()
    speaks(node, "two", so=b"number", den=b"to there")
    assert has(kiosk, "two")
    assert node.sounds_asked == [SAID, address("vi-den", b"to there")]
    assert heard(kiosk, "two") == {"vi-so": b"number", "vi-den": b"to there"}
    assert eventually(lambda: len(list((kiosk.folder / "voice").iterdir())) == 3)
    assert requests.get(f"{kiosk.agent.url}/voice/one", timeout=5).status_code == 404


def test_a_clip_that_comes_torn_leaves_the_voice_of_before_until_it_comes_whole(
    make_kiosk: MakeKiosk, node: FakeNode
):
    speaks(node, "one", so=b"number")
    kiosk = make_kiosk()
    assert has(kiosk, "one")
    speaks(node, "two", so=b"another number")
    node.sounds[address("vi-so", b"another number")] = b"another"
    assert eventually(lambda: node.sounds_asked.count(address("vi-so", b"another number")) > 2)
    assert kiosk.picture()["voice"] == "one"
    assert heard(kiosk, "one") == {"vi-so": b"number"}
    speaks(node, "two", so=b"another number")
    assert has(kiosk, "two")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/voice/clips/vi-so", "/voice/clips/../../token.json", ""])
def test_nothing_is_fetched_from_an_address_that_no_node_gives(
    make_kiosk: MakeKiosk, node: FakeNode, url: str
):
    speaks(node, "one", so=b"number")
    view = json.loads(node.sounds[SAID])
    view["clips"]["vi-so"]["url"] = url
    node.sounds[SAID] = json.dumps(view).encode()
    kiosk = make_kiosk()
    assert eventually(lambda: node.sounds_asked.count(SAID) > 2)
    assert set(node.sounds_asked) == {SAID}
    assert kiosk.picture()["voice"] is None


def test_a_kiosk_beside_a_node_without_a_voice_has_none_and_what_is_kept_broken_is_none(
    make_kiosk: MakeKiosk, node: FakeNode
):
    kiosk = make_kiosk()
    assert eventually(lambda: SAID in node.sounds_asked)
    assert kiosk.picture()["voice"] is None
    kiosk.agent.stop()
    (kiosk.folder / "voice").mkdir(exist_ok=True)
    (kiosk.folder / "voice/voice.json").write_text('{"clips": 5}')
    assert make_kiosk().picture()["voice"] is None


@pytest.mark.parametrize(
    "path", ["none", "clips/0123456789abcdef", "clips/voice.json", "clips/..%2Ftoken.json"]
)
def test_what_is_no_clip_is_not_found(make_kiosk: MakeKiosk, path: str):
    assert requests.get(f"{make_kiosk().agent.url}/voice/{path}", timeout=5).status_code == 404
