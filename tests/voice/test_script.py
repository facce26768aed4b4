"""A centre's words become clips and places, and no text is said that nobody checked."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest

from config.centre import Centre
from config.centre_facts import Voice
from display.voice.clips import phrase, words_of
from display.voice.reading import count_words, counter_words
from display.voice.script import Script, announcement, names_of, needed, phrases, steps

USUAL = Script(Voice().languages, Voice().text, Voice().again, Voice().last)
BOTH = replace(USUAL, languages=("vi", "en"))


def said(parts):
    return [part if isinstance(part, str) else part.text for part in parts]


def texts_of(names, script=BOTH):
    clips = needed(script)
    return " ".join(clips[name].text for name in names)


def test_a_text_is_its_phrases_and_its_two_places():
    assert said(steps("vi", USUAL.text["vi"])) == [
        "Xin mời công dân có số", "{number}", "đến quầy số", "{counter}",
    ]  # fmt: skip


def test_a_phrase_may_follow_the_counter_and_places_may_change():
    mixed = "Quầy {counter} xin mời số {number}  ạ."
    assert said(steps("vi", mixed)) == ["Quầy", "{counter}", "xin mời số", "{number}", "ạ"]


def test_an_announcement_says_what_the_field_says():
    assert texts_of(announcement(BOTH, "vi", "A005", "21")) == (
        "Xin mời công dân có số a không không năm đến quầy số hai mươi mốt"
    )
    assert texts_of(announcement(BOTH, "en", "A005", "21")) == (
        "Number A zero zero five please proceed to counter twenty one"
    )


def test_a_repetition_says_so_first():
    once = announcement(BOTH, "vi", "A005", "3")
    assert texts_of(announcement(BOTH, "vi", "A005", "3", again=True)) == f"Xin nhắc lại {texts_of(once)}"


def test_a_language_that_is_off_needs_no_clips():
    assert {clip.language for clip in needed(USUAL).values()} == {"vi"}
    assert set(needed(USUAL)) < set(needed(BOTH))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_number_and_every_code_of_a_counter_has_its_clips(language):
    words = set(words_of(language))
    assert {word for count in range(10_000) for word in count_words(language, count)} <= words
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert {
        word for code in product(signs, repeat=2) for word in counter_words(language, "".join(code))
    } <= words


def test_no_two_clips_share_a_name_and_names_are_plain():
    clips = [*words_of("vi").values(), *words_of("en").values(), *phrases(BOTH, "vi"), *phrases(BOTH, "en")]
    assert len({clip.name for clip in clips}) == len(clips)
    assert [clip.name for clip in clips if not re.fullmatch(r"(vi|en)-[a-z0-9-]+", clip.name)] == []


def test_no_clip_is_asked_to_say_a_figure():
    assert [clip for clip in needed(BOTH).values() if re.search(r"[0-9{}]", clip.text)] == []


def test_texts_that_differ_in_a_tone_only_are_two_clips():
    assert phrase("vi", "Mời").name != phrase("vi", "Mỗi").name
    assert phrase("vi", "Mời").name == phrase("vi", "Mời").name


def test_the_sample_centre_speaks_the_usual_words_in_vietnamese(centre: Centre):
    assert centre.voice == Voice()


def test_steps_are_names_and_places():
    assert names_of(steps("en", "Number {number}, counter {counter}")) == [
        phrase("en", "Number").name, "{number}", phrase("en", "counter").name, "{counter}",
    ]  # fmt: skip
