"""What a kiosk reads aloud: every word of its pages is in the wheel, and a centre's names are spoken like them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.kiosk_speech import pieces, said_by_kiosks
from display.voice.clips import phrase
from display.voice.kiosk import Guide, guide_clips, guide_view, in_words
from display.voice.library import Library
from display.voice.pack import build_pack, read_pack
from server.voice import BUILT, kiosk_words, names_said


@pytest.fixture
def wheel(tmp_path: Path) -> Library:
    return Library(tmp_path, *BUILT)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Còn {n} người phía trước", ["Còn", "người phía trước"]),
        ("Mở <máy ảnh> hoặc <Zalo>, quét mã", ["Mở máy ảnh hoặc Zalo, quét mã"]),
        ("{from} – {to}", []),
        ("Đang lấy số…", ["Đang lấy số"]),
        ("từ <{from}> đến <{to}>", ["từ", "đến"]),
    ],
)
def test_a_sentence_is_one_clip_and_one_more_after_each_place(text, parts):
    assert pieces(text) == parts


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_of_a_kiosks_pages_is_in_the_wheel(wheel, language):
    told = guide_view(Guide(kiosk_words(), {}), wheel)
    assert set(told["languages"][language]["texts"]) == set(said_by_kiosks(language))
    assert set(told["languages"][language]["texts"].values()) <= set(told["clips"])


def test_the_wheel_carries_no_clip_twice_and_none_that_no_page_needs():
    hall, kiosk = (set(read_pack(pack)) for pack in BUILT)
    assert hall & kiosk == set()
    assert kiosk == set(guide_clips(kiosk_words())) - hall


def test_nothing_is_given_to_the_speaker_as_figures(centre):
    texts = [clip.text for clip in guide_clips(kiosk_words()).values()]
    assert [text for text in texts if re.search(r"\d", text)] == []
    assert in_words("vi", "Tầng 2, khu B") == "Tầng hai, khu B"
    assert in_words("vi", "258 Võ Chí Công") == "hai trăm năm mươi tám Võ Chí Công"
    assert in_words("en", "Aged 75 and over") == "Aged seventy five and over"


def test_a_text_is_said_otherwise_where_the_ear_wants_more_than_the_eye():
    assert said_by_kiosks("vi")["Số của quý vị"] == "Số của quý vị là"
    assert (said_by_kiosks("en")["Wed"], said_by_kiosks("en")["min"]) == ("Wednesday", "minutes")


def test_counts_and_numbers_are_read_by_the_rules_of_the_halls(wheel):
    told = guide_view(Guide(kiosk_words(), {}), wheel)["languages"]["vi"]
    assert told["counts"][15] == ["vi-10", "vi-tens-5"]
    assert told["counts"][105] == ["vi-1", "vi-hundred", "vi-and", "vi-5"]
    assert (told["counts"][0], len(told["counts"])) == (["vi-0"], 1000)
    assert told["characters"]["A"] == ["vi-a"]


def test_a_name_that_nobody_has_spoken_is_missing_alone_and_there_once_it_is_spoken(wheel):
    guide = Guide(kiosk_words(), {"vi": {"Tầng 2": "Tầng 2"}, "en": {}})
    assert "Tầng 2" not in guide_view(guide, wheel)["languages"]["vi"]["texts"]
    before = guide_view(guide, wheel)["version"]
    build_pack(guide_clips(guide.names).values(), wheel.made, with_chime=False)
    told = guide_view(guide, wheel)
    assert told["languages"]["vi"]["texts"]["Tầng 2"] == phrase("vi", "Tầng hai").name
    assert told["version"] != before


def test_a_language_of_which_a_word_is_lost_is_not_offered(tmp_path):
    build_pack(guide_clips({"vi": {"Tư vấn": "Tư vấn"}}).values(), tmp_path / "one", with_chime=False)
    words = {"vi": {"Tư vấn": "Tư vấn"}, "en": {"Advice": "Advice"}}
    library = Library(tmp_path, tmp_path / "one", BUILT[0])
    assert set(guide_view(Guide(words, {}), library)["languages"]) == {"vi"}
    assert guide_view(Guide(words, {}), Library(tmp_path))["languages"] == {}


def test_the_names_of_a_centre_are_those_that_its_kiosks_show():
    names = {"vi": "Hộ tịch", "en": "Civil status"}
    secret = {"vi": "Không nói", "en": "Never said"}
    service = {
        "name": names, "name_short": names, "hint": {"vi": "Khai sinh", "en": "Births"},
        "procedures": [{"name": secret | {"vi": "Kết hôn"}, "papers": [{"vi": "Tờ khai.", "en": "A form."}]}],
    }  # fmt: skip
    branch = {"name": names, "address": {"vi": "1 Phố Huế", "en": "1 Pho Hue"}, "counters": [{"zone": names}]}
    priorities = [
        {"name": secret, "public": False},
        {"name": {"vi": "Người già", "en": "Aged"}, "public": True},
    ]
    told = names_said([service], priorities, [branch])
    assert set(told["vi"]) == {"Hộ tịch", "Khai sinh", "Kết hôn", "Tờ khai", "1 Phố Huế", "Người già"}
