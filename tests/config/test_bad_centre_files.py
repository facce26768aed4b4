"""A bad centre file is refused as a whole, with the file, every line and every reason."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from config.centre import CentreFileError, load_centre

Refusal = Callable[[str | bytes], CentreFileError]

CERTIFICATION = 'code = "chung-thuc"'
NAME = 'name = { vi = "Chứng thực", en = "Certification" }'
MISTAKES = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text("utf-8"))["mistakes"]

# What stands first, what is overwritten by the same, and the reason given at that second place.
REPETITIONS = [
    ('code = "ho-tich"', CERTIFICATION, "service ho-tich repeats code 'ho-tich'"),
    ('series = "A"', 'series = "B"', "service chung-thuc repeats series 'A'"),
    ('code = "chu-ky"', 'code = "di-chuc"', "service chung-thuc: procedure chu-ky repeats code 'chu-ky'"),
    ('code = "elderly"', 'code = "merit"', "priority elderly repeats code 'elderly'"),
    ("date = 2026-11-24", "date = 2027-01-01", "holiday 2026-11-24 repeats date '2026-11-24'"),
    ('code = "cn01"', 'code = "cn02"', "branch cn01 repeats code 'cn01'"),
    ("number = 1\n", "number = 2\n", "branch cn02 repeats number '1'"),
    ('code = "1", zone = "1a"', 'code = "2", zone = "1a"', "branch cn01: counter 1 repeats code '1'"),
    ('code = "sanh"', 'code = "khu-b"', "branch cn02: display sanh repeats code 'sanh'"),
]

# What is cut out, the beginning of the text that is blamed, and the reason.
OMISSIONS = [
    ('icon = "stamp"\n', f"[[services]]\n{CERTIFICATION}", "service chung-thuc lacks 'icon'"),
    ("number = 2\n", '[[branches]]\ncode = "cn02"', "branch cn02 lacks 'number'"),
    ('parent = "cn01"\n', '[[branches]]\ncode = "cn01-kq"', "branch cn01-kq is a point and lacks 'parent'"),
    ('timezone = "Asia/Ho_Chi_Minh"\n', "# The sample centre", "the file lacks 'timezone'"),
    ("date = 2027-01-01\n", '[[holidays]]\nname = { vi = "Tết Dương', "holiday 2 lacks 'date'"),
]


def spoil(text: str, after: str, old: str, new: str) -> tuple[str, int]:
    """The text with the first `old` behind `after` replaced, and the line of the last line put there."""
    place = text.index(old, text.index(after))
    line = 1 + text.count("\n", 0, place) + new.strip().count("\n")
    return text[:place] + new + text[place + len(old) :], line


def reported(error: CentreFileError) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason) for problem in error.problems]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["new"])
def test_a_mistake_is_reported_with_its_line(
    sample_text: str, refusal: Refusal, mistake: dict[str, str]
) -> None:
    text, line = spoil(sample_text, mistake.get("after", ""), mistake["old"], mistake["new"])
    assert (line, mistake["reason"]) in reported(refusal(text))


def test_a_name_longer_than_300_letters_is_refused(sample_text: str, refusal: Refusal) -> None:
    text, line = spoil(sample_text, CERTIFICATION, NAME, NAME.replace("Certification", "C" * 301))
    reason = "service chung-thuc: name has a 'en' of 301 letters, at most 300 fit"
    assert reported(refusal(text)) == [(line, reason)]


@pytest.mark.parametrize(("first", "second", "reason"), REPETITIONS)
def test_a_repetition_is_reported_with_both_lines(
    sample_text: str, refusal: Refusal, first: str, second: str, reason: str
) -> None:
    text, line = spoil(sample_text, first, second, first)
    original = 1 + text.count("\n", 0, text.index(first))
    assert (line, f"{reason} of line {original}") in reported(refusal(text))


@pytest.mark.parametrize(("removed", "blamed", "reason"), OMISSIONS)
def test_what_is_missing_is_reported_at_the_head_of_its_table(
    sample_text: str, refusal: Refusal, removed: str, blamed: str, reason: str
) -> None:
    text = sample_text.replace(removed, "", 1)
    line = 1 + text.count("\n", 0, text.index(blamed))
    assert (line, reason) in reported(refusal(text))


def test_a_missing_priority_class_is_reported(sample_text: str, refusal: Refusal) -> None:
    text = sample_text.replace('code = "merit"', 'code = "vip"')
    assert "the file lacks the priority 'merit'" in [reason for _, reason in reported(refusal(text))]


@pytest.mark.parametrize("odd", ["1", '"x"', "[]", "[[1]]", "[{}]", "{}", "2027-01-01", "nan"])
def test_any_value_of_a_wrong_kind_is_refused_calmly(sample_text: str, refusal: Refusal, odd: str) -> None:
    text = re.sub(r"^(\w+ = ).*[^\[\n]$", rf"\g<1>{odd}", sample_text, flags=re.MULTILINE)
    assert len(refusal(text).problems) > 100


def test_the_message_begins_with_file_and_line_and_counts_the_rest(
    sample_text: str, refusal: Refusal, tmp_path: Path
) -> None:
    text, first = spoil(sample_text, CERTIFICATION, "norm_s = 480", "norm_s = 8")
    text, second = spoil(text, '"cn02"', '"tu-phap"]', '"tu-phop", "tu-phap"]')
    error = refusal(text)
    assert (error.file, error.line) == (str(tmp_path / "hanoi.toml"), first)
    assert str(error) == f"{error.file}:{first}: {error.reason} (and 1 more)"
    assert [line for line, _ in reported(error)] == [first, second]


def test_one_lone_problem_counts_no_others(sample_text: str, refusal: Refusal) -> None:
    text, line = spoil(sample_text, "", "recall_limit = 3", "recall_limit = 21")
    error = refusal(text)
    assert str(error) == (
        f"{error.file}:{line}: the file has 21 as 'recall_limit', which is not within 1 to 20"
    )


def test_a_syntax_error_carries_the_line_of_the_parser(sample_text: str, refusal: Refusal) -> None:
    text, line = spoil(sample_text, CERTIFICATION, 'series = "B"', 'series = "B')
    assert refusal(text).line == line
    assert "is not TOML" in refusal(text).reason


def test_a_text_that_never_ends_is_blamed_on_the_last_line(refusal: Refusal) -> None:
    error = refusal('code = "hanoi"\nname = [\n')
    assert (error.line, len(error.problems)) == (2, 1)


def test_an_empty_file_is_told_all_that_it_lacks(refusal: Refusal) -> None:
    reasons = [reason for _, reason in reported(refusal(""))]
    assert {"the file lacks 'code'", "the file lacks 'branches'", "the file lacks 'slip'"} <= set(reasons)


def test_a_file_in_another_encoding_is_refused_at_its_first_odd_line(refusal: Refusal) -> None:
    error = refusal(b'# ok\nname = "H\xe0 N\xf4i"\n')
    assert (error.line, error.reason) == (2, "is not UTF-8 text")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CentreFileError) as refused:
        load_centre(tmp_path / "nowhere.toml")
    assert str(refused.value) == f"{tmp_path / 'nowhere.toml'}: cannot be read: No such file or directory"


def test_two_hours_for_one_weekday_are_refused(sample_text: str, refusal: Refusal) -> None:
    text = sample_text.replace("weekdays = [5]", "weekdays = [4, 5]")
    text, line = spoil(text, '"cn02"', 'hours = ["office"]', 'hours = ["office", "saturday"]')
    assert reported(refusal(text)) == [(line, "branch cn02 has two hours for one weekday")]


def test_saturday_is_a_second_entry_in_the_hours(sample_text: str, tmp_path: Path) -> None:
    text, _ = spoil(sample_text, '"cn02"', 'hours = ["office"]', 'hours = ["office", "saturday"]')
    path = tmp_path / "hanoi.toml"
    path.write_text(text, "utf-8")
    cn02 = next(branch for branch in load_centre(path).branches if branch.code == "cn02")
    assert [session.weekday for session in cn02.sessions] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]


def test_notepad_marks_line_ends_and_decomposed_letters_do_no_harm(sample_text: str, tmp_path: Path) -> None:
    path = tmp_path / "hanoi.toml"
    path.write_bytes(unicodedata.normalize("NFD", sample_text).replace("\n", "\r\n").encode("utf-8-sig"))
    original = tmp_path / "original.toml"
    original.write_text(sample_text, "utf-8")
    assert load_centre(path) == load_centre(original)
