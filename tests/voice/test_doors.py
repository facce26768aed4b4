"""A wall loads once what it says and how, and hears of a change as soon as the centre makes one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain

import pytest
import soundfile
from flask import Flask

from config.centre import load_centre
from display.voice.doors import doors
from display.voice.espeak import engine
from display.voice.hall import Hall
from display.voice.kiosk import Guide, guide_clips
from display.voice.library import Library
from display.voice.pack import Entry, read_pack, sha_of
from display.voice.reading import counter_words
from display.voice.script import needed
from server.voice import BUILT as PACKS
from server.voice import names_said
from tests.node import HANOI, Caller, NodeProcess
from tests.voice.conftest import BUILT
from tests.voice.ears import RATE, heard

USUAL_STEPS = ["vi-xin-moi-cong-dan-co-so-511d", "{number}", "vi-den-quay-so-633c", "{counter}"]


@pytest.fixture(scope="module")
def node(tmp_path_factory) -> Iterator[NodeProcess]:
    """The sample centre, in which counter 6 of cn02 is called B21."""
    folder = tmp_path_factory.mktemp("voice")
    made = NodeProcess(folder, {"MOISO_ALWAYS_OPEN": "1"}).start()
    try:
        apply(made)
        yield made
    finally:
        made.stop()


@pytest.fixture
def wall(node) -> Iterator[Caller]:
    yield Caller(node, {})
    apply(node)


def apply(node: NodeProcess, *changes: tuple[str, str]) -> None:
    text = HANOI.read_text("utf-8")
    before, cn02 = text.split('code = "cn02"')
    text = before + 'code = "cn02"' + cn02.replace('{ code = "6"', '{ code = "B21"', 1)
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = node.folder / "centre.toml"
    path.write_text(text, "utf-8")
    node.act("apply", path=str(path))


def names_are_spoken(node: NodeProcess) -> int:
    """As after a first `moiso voice build`, but for the time it takes: so many clips are there, a short tone each."""
    facts = asdict(load_centre(HANOI))
    names = names_said(facts["services"], facts["priorities"], facts["branches"])
    shipped = {name for pack in PACKS for name in read_pack(pack)}
    clips = {name: clip for name, clip in guide_clips(names).items() if name not in shipped}
    data, folder = (BUILT / "vi-5.ogg").read_bytes(), node.folder / "var/voice/made"
    folder.mkdir(parents=True, exist_ok=True)
    for name in clips:
        (folder / f"{name}.ogg").write_bytes(data)
    entries = {
        name: asdict(Entry(clip.text, clip.language, 300, "synthesised", sha_of(data)))
        for name, clip in clips.items()
    }
    (folder / "pack.json").write_text(json.dumps({"engine": engine(), "clips": entries}), "utf-8")
    return len(clips)


def voice(wall: Caller, branch: str = "cn02") -> dict:
    answer = wall.get(f"/voice/{branch}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_wall_is_given_all_clips_of_its_language_and_the_way_to_put_them_together(wall, usual):
    told = voice(wall)
    assert told["languages"] == ["vi"]
    assert told["announce"] == {"vi": USUAL_STEPS}
    assert told["again"] == {"vi": ["vi-xin-nhac-lai-3cb2"]}
    (last,) = told["last"]["vi"]
    assert last.startswith("vi-moi-lan-cuoi-")
    assert told["last_call"] == 3
    assert set(told["clips"]) == set(needed(usual))
    assert told["gaps_ms"] == {"clip": 60, "number": 150}
    assert told["characters"]["vi"]["A"] == ["vi-a"]
    assert told["characters"]["vi"]["0"] == ["vi-0"]
    assert len(told["characters"]["vi"]) == 36


def test_every_counter_of_the_branch_is_read_as_a_number(wall):
    told = voice(wall)["counters"]["vi"]
    assert told["B21"] == ["vi-b", "vi-2", "vi-tens", "vi-tens-1"]
    assert {"1", "2", "3", "4", "5", "B21"} <= set(told)
    assert all(len(clips) == len(counter_words("vi", code)) for code, clips in told.items())
    assert set(voice(wall, "cn12")["counters"]["vi"]) == {"1", "2", "3", "4"}


def test_every_step_is_a_clip_that_can_be_loaded_and_plays_as_long_as_told(wall):
    told = voice(wall)
    steps = chain(told["announce"]["vi"], told["again"]["vi"], *told["characters"]["vi"].values(),
                  *told["counters"]["vi"].values())  # fmt: skip
    assert set(steps) - {"{number}", "{counter}"} <= set(told["clips"])
    for clip in (told["chime"], told["clips"]["vi-5"], told["clips"][USUAL_STEPS[0]]):
        answer = wall.get(clip["url"])
        assert answer.headers["Content-Type"] == "audio/ogg"
        assert abs(1000 * len(heard(answer.content)) / RATE - clip["ms"]) < 1


def test_a_clip_is_kept_for_ever_under_the_address_that_holds_its_mark_and_not_under_another(wall):
    url = voice(wall)["clips"]["vi-5"]["url"]
    assert wall.get(url).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert wall.get(url + "0").headers["Cache-Control"] == "no-cache"
    assert wall.get("/voice/clips/vi-5").headers["Cache-Control"] == "no-cache"


def test_nothing_is_sent_again_that_has_not_changed(wall):
    first = wall.get("/voice/cn02")
    again = wall.get("/voice/cn02", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["ETag"].strip('"') == first.json()["version"]


@pytest.mark.parametrize("path", ["/voice/nowhere", "/voice/clips/vi-none", "/voice/clips/..%2Fpack.json"])
def test_what_is_not_there_is_a_problem(wall, path):
    answer = wall.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"


def test_a_hall_without_clips_has_no_voice_and_one_without_english_speaks_vietnamese(tmp_path, both):
    def told(built):
        app = Flask(__name__)
        hall = Hall(both, both, ("3",), 3)
        library = Library(tmp_path, built)
        app.register_blueprint(doors(library, lambda _branch: hall, lambda _branch: Guide({}, {})))
        return app.test_client().get("/voice/cn02")

    assert told(tmp_path / "nothing").status_code == 404
    shutil.copytree(BUILT, tmp_path / "vi", ignore=shutil.ignore_patterns("en-*"))
    assert (told(tmp_path / "vi").json["languages"], told(BUILT).json["languages"]) == (["vi"], ["vi", "en"])


def test_english_is_said_as_soon_as_the_centre_wants_it(wall, both):
    apply(wall.node, ('languages = ["vi"]', 'languages = ["en", "vi"]'))
    told = voice(wall)
    assert told["languages"] == ["en", "vi"]
    assert told["counters"]["en"]["B21"] == ["en-b", "en-20", "en-1"]
    assert set(told["clips"]) == set(needed(both))


def test_a_recording_is_heard_at_once_under_a_new_address(wall):
    before = voice(wall)
    recording = wall.node.folder / "var/voice/vi-5.wav"
    recording.parent.mkdir(exist_ok=True)
    soundfile.write(recording, heard(BUILT / "vi-5.ogg")[: RATE // 4], RATE)
    try:
        told = voice(wall)
        assert told["version"] != before["version"]
        assert told["clips"]["vi-5"] != before["clips"]["vi-5"]
        assert told["clips"]["vi-5"]["ms"] == 250
        answer = wall.get(told["clips"]["vi-5"]["url"])
        assert answer.headers["Content-Type"] == "audio/wav"
        assert answer.content == recording.read_bytes()
    finally:
        recording.unlink()


def test_new_words_are_said_once_they_are_spoken_and_until_then_the_usual_ones(wall):
    apply(wall.node, ("đến quầy số {counter}.", "mời sang quầy {counter} ạ."))
    assert voice(wall)["announce"]["vi"] == USUAL_STEPS
    missing = wall.node.cli("voice", "check")
    assert missing.returncode == 1
    assert '"mời sang quầy"; `moiso voice build` makes it' in missing.stdout
    spoken = names_are_spoken(wall.node)
    made = wall.node.folder / "var/voice/made"
    before = {path.name: path.stat().st_mtime_ns for path in made.glob("*.ogg")}
    assert wall.node.said("voice", "build") == f"{spoken + 2} clips in {made}"
    assert {
        path.name: path.stat().st_mtime_ns for path in made.glob("*.ogg") if path.name in before
    } == before
    assert [step.rpartition("-")[0] or step for step in voice(wall)["announce"]["vi"][2:]] == [
        "vi-moi-sang-quay", "{counter}", "vi-a",
    ]  # fmt: skip


def test_a_kiosk_is_given_the_words_of_its_pages_and_the_names_of_its_branch_that_are_spoken(wall):
    names_are_spoken(wall.node)
    answer = wall.get("/voice/kiosk/cn02")
    told = answer.json()
    assert set(told["languages"]) == {"vi", "en"}
    texts = told["languages"]["vi"]["texts"]
    assert {"Mời quý vị xác nhận", "Hộ tịch", "Đăng ký khai sinh", "Tầng 2, khu C"} <= set(texts)
    assert "Chi nhánh số 12" not in texts, "another branch, to which nobody is sent from here"
    assert set(texts.values()) <= set(told["clips"])
    for text in ("Mời quý vị xác nhận", "Hộ tịch"):
        assert wall.get(told["clips"][texts[text]]["url"]).headers["Content-Type"] == "audio/ogg"
    again = wall.get("/voice/kiosk/cn02", headers={"If-None-Match": f'"{told["version"]}"'})
    assert (again.status_code, again.content) == (304, b"")
    assert wall.get("/voice/kiosk/nowhere").status_code == 404


@pytest.mark.thorough
def test_after_a_build_no_word_of_the_sample_centre_is_missing(wall):
    shutil.rmtree(wall.node.folder / "var/voice", ignore_errors=True)
    wall.node.said("voice", "build")
    checked = wall.node.cli("voice", "check")
    assert (checked.returncode, checked.stdout.count("\n")) == (0, 1), checked.stdout
