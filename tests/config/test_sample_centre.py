"""The sample centre keeps what the contract promises of it."""

from __future__ import annotations

import ast
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, time
from pathlib import Path

import pytest

from config.centre import Branch, Centre, Service, load_centre
from config.centre_facts import CardScan

SERIES = {
    "ho-tich": "A", "chung-thuc": "B", "dat-dai": "C", "dang-ky-kinh-doanh": "D", "tu-phap": "H", "xay-dung": "K",
    "lao-dong": "L", "van-hoa-xa-hoi": "M", "tra-ket-qua": "Q", "thue-phi": "T", "tu-van": "X",
}  # fmt: skip
WEB_ASSETS = Path(__file__).parents[2] / "config" / "web_assets.py"


def branch(centre: Centre, code: str) -> Branch:
    return next(branch for branch in centre.branches if branch.code == code)


def service(centre: Centre, code: str) -> Service:
    return next(service for service in centre.services if service.code == code)


def texts(value: object) -> Iterator[str]:
    """Every text anywhere in the facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def icons_in_the_sprite() -> tuple[str, ...]:
    """Read from the source: importing the build hook would need the build tool."""
    for node in ast.parse(WEB_ASSETS.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ICONS":
            return tuple(ast.literal_eval(node.value))
    raise AssertionError("no ICONS in web_assets.py")


def test_there_are_twelve_numbered_branches_and_one_point(centre: Centre) -> None:
    numbered = {b.code: b.number for b in centre.branches if b.kind == "branch"}
    assert numbered == {f"cn{number:02}": number for number in range(1, 13)}
    assert [b.code for b in centre.branches if b.kind == "point"] == ["cn01-kq"]


def test_branches_are_named_by_their_number(centre: Centre) -> None:
    for known in centre.branches:
        if known.number:
            assert known.name["vi"] == f"Chi nhánh số {known.number}"
            assert known.name["en"] == f"Branch No. {known.number}"


def test_every_service_has_the_letter_of_the_contract(centre: Centre) -> None:
    assert {s.code: s.series for s in centre.services} == SERIES


def test_cn01_and_cn02_offer_everything_at_ten_counters_or_more(centre: Centre) -> None:
    for code in ("cn01", "cn02"):
        assert set(branch(centre, code).services) == set(SERIES)
        assert len(branch(centre, code).counters) >= 10


def test_cn02_has_twelve_counters_numbered_from_one(centre: Centre) -> None:
    codes = [counter.code for counter in branch(centre, "cn02").counters]
    assert codes == [str(number) for number in range(1, 13)]


def test_counters_1_to_3_of_cn02_serve_civil_status_before_certification(centre: Centre) -> None:
    for counter in branch(centre, "cn02").counters[:3]:
        assert counter.services == ("ho-tich", "chung-thuc")
        assert counter.zone == {"vi": "Tầng 1, khu A", "en": "Floor 1, zone A"}


def test_the_six_counters_of_the_demo_serve_every_service(centre: Centre) -> None:
    first_six = branch(centre, "cn02").counters[:6]
    assert {service for counter in first_six for service in counter.services} == set(SERIES)


def test_results_of_cn01_are_handed_out_at_its_point(centre: Centre) -> None:
    point = branch(centre, "cn01-kq")
    assert branch(centre, "cn01").offered_at == {"tra-ket-qua": "cn01-kq"}
    assert (point.parent, point.services, point.number) == ("cn01", ("tra-ket-qua",), None)
    assert point.address["vi"] == "657 Lạc Long Quân"


def test_every_service_of_a_branch_has_a_counter_or_another_address(centre: Centre) -> None:
    for known in centre.branches:
        served = {service for counter in known.counters for service in counter.services}
        assert served == set(known.services) - set(known.offered_at), known.code


def test_other_branches_offer_some_services_at_four_to_eight_counters(centre: Centre) -> None:
    for known in centre.branches:
        if known.number and known.number > 2:
            assert 4 <= len(known.counters) <= 8
            assert 0 < len(known.services) < len(SERIES)


def test_branches_of_which_nothing_is_known_are_only_planned(centre: Centre) -> None:
    planned = {b.code for b in centre.branches if b.status == "planned"}
    assert planned == {"cn05", "cn09", "cn10", "cn12"}
    assert all(b.status == "live" for b in centre.branches if b.code not in planned)


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("cn01", "258 Võ Chí Công"),
        ("cn02", "85 Dịch Vọng Hậu, Cầu Giấy"),
        ("cn03", "phường Hoàn Kiếm"),
        ("cn04", "phường Bạch Mai"),
        ("cn07", "2 Hà Cầu, Hà Đông"),
        ("cn11", "Thanh Trì"),
    ],
)
def test_known_addresses_are_no_samples(centre: Centre, code: str, address: str) -> None:
    assert branch(centre, code).address["vi"] == address
    assert "address" not in branch(centre, code).sample


def test_unpublished_hours_and_counters_are_marked_as_samples(centre: Centre) -> None:
    for known in centre.branches:
        assert {"hours", "counters"} <= set(known.sample), known.code


def test_office_days_have_a_morning_and_an_afternoon(centre: Centre) -> None:
    monday = [session for session in branch(centre, "cn02").sessions if session.weekday == 0]
    assert [(s.issue_from, s.start, s.last_ticket, s.end) for s in monday] == [
        (time(7, 30), time(8), time(11, 30), time(12)),
        (time(12, 45), time(13), time(16, 30), time(17)),
    ]
    assert {session.weekday for session in branch(centre, "cn02").sessions} == {0, 1, 2, 3, 4}


def test_priority_gives_an_hour_to_all_a_day_to_who_was_put_off_and_nothing_to_none(centre: Centre) -> None:
    credit = {priority.code: priority.credit_s for priority in centre.priorities}
    groups = ("declared", "elderly", "disabled", "pregnant", "small_child", "merit")
    assert credit == {"none": 0, **dict.fromkeys(groups, 3600), "carried_over": 86_400}


def test_priority_groups_say_their_ages(centre: Centre) -> None:
    names = {priority.code: priority.name["vi"] for priority in centre.priorities}
    assert "từ đủ 75 tuổi" in names["elderly"]
    assert "có con dưới 36 tháng" in names["small_child"]


def test_the_kiosk_names_groups_but_neither_none_nor_declared_nor_who_was_put_off(centre: Centre) -> None:
    hidden = {priority.code for priority in centre.priorities if not priority.public}
    assert hidden == {"none", "declared", "carried_over"}


@pytest.mark.parametrize(
    "day", ["2026-11-24", "2027-01-01", "2027-02-06", "2027-04-16", "2027-04-30", "2027-09-02", "2027-11-24"]
)
def test_public_holidays_are_known_through_2027(centre: Centre, day: str) -> None:
    assert date.fromisoformat(day) in {holiday.date for holiday in centre.holidays}


def test_every_holiday_on_a_weekend_is_given_back_in_lieu(centre: Centre) -> None:
    on_weekends = [h for h in centre.holidays if h.date.weekday() >= 5]
    in_lieu = [h for h in centre.holidays if h.name["vi"].startswith("Nghỉ bù")]
    assert len(in_lieu) == len(on_weekends) == 3
    assert all(h.date.weekday() < 5 for h in in_lieu)


@pytest.mark.parametrize("code", ["ho-tich", "chung-thuc", "dat-dai"])
def test_the_busiest_services_have_five_procedures_or_more(centre: Centre, code: str) -> None:
    assert len(service(centre, code).procedures) >= 5


def test_every_other_service_has_its_procedures(centre: Centre) -> None:
    for known in centre.services:
        least = 1 if known.code in ("tra-ket-qua", "tu-van") else 2
        assert len(known.procedures) >= least, known.code


def test_civil_status_procedures_bear_their_legal_names(centre: Centre) -> None:
    names = {procedure.name["vi"] for procedure in service(centre, "ho-tich").procedures}
    assert names >= {
        "Đăng ký lại khai sinh",
        "Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân",
        "Cấp Giấy xác nhận tình trạng hôn nhân",
        "Cấp bản sao Trích lục hộ tịch",
    }


def test_short_names_fit_a_button(centre: Centre) -> None:
    for known in centre.services:
        for name in (known.name_short, *(procedure.name_short for procedure in known.procedures)):
            assert all(len(text) <= 18 for text in name.values()), name


def test_every_icon_is_in_the_sprite(centre: Centre) -> None:
    assert {known.icon for known in centre.services} <= set(icons_in_the_sprite())


def test_the_slip_and_the_rule_count_the_same_calls(centre: Centre) -> None:
    rules = " ".join(line["vi"] for line in centre.slip["rules"])
    assert f"Gọi {centre.recall_limit} lần không có mặt" in rules


def test_the_slip_says_what_it_is_not_and_where_to_complain(centre: Centre) -> None:
    assert centre.slip["receipt"] == (
        {
            "vi": "Phiếu này không thay thế Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
            "en": "This is not a receipt for your application.",
        },
    )
    assert centre.slip["feedback"][0]["vi"] == "Góp ý, phản ánh: quét mã hoặc 1900 1009"


def test_the_wall_has_three_notices(centre: Centre) -> None:
    assert len(centre.notices) == 3


def test_every_text_is_composed_and_polite(centre: Centre) -> None:
    for text in texts(asdict(centre)):
        assert unicodedata.is_normalized("NFC", text), text
        assert not any(word in text.lower() for word in ("huỷ", "bạn", "cccd", "cmnd")), text


def test_facts_survive_a_trip_through_json(centre: Centre) -> None:
    facts = asdict(centre)
    again = json.loads(json.dumps(facts, default=str))
    assert list(texts(again["services"])) == list(texts(facts["services"]))


def test_a_centre_may_leave_out_small_print_and_end_its_slips_with_a_footer(
    sample_text: str, tmp_path: Path
) -> None:
    path = tmp_path / "centre.toml"
    footer = 'footer = [{ vi = "Giờ làm việc: 8:00 – 17:00", en = "Open 8:00 – 17:00" }]\n'
    head, _, rest = sample_text.partition("[slip]\n")
    path.write_text(head + "[slip]\n" + footer + rest[rest.index("\n# Priority:") :], "utf-8")
    assert load_centre(path).slip == {
        "footer": ({"vi": "Giờ làm việc: 8:00 – 17:00", "en": "Open 8:00 – 17:00"},)
    }


def test_no_card_is_read_unless_a_decision_is_named(centre: Centre, sample_text: str, tmp_path: Path) -> None:
    assert centre.card_scan is None
    path = tmp_path / "hanoi.toml"
    table = '[card_scan]\ndecision = "QĐ 12/QĐ-UBND ngày 01/11/2026"\n'
    path.write_text(sample_text.replace("[slip]\n", table + "[slip]\n"), "utf-8")
    assert load_centre(path).card_scan == CardScan("QĐ 12/QĐ-UBND ngày 01/11/2026", 75, None)
    path.write_text(
        sample_text.replace("[slip]\n", table + "elderly_from = 80\nmost_a_day = 3\n[slip]\n"), "utf-8"
    )
    assert load_centre(path).card_scan == CardScan("QĐ 12/QĐ-UBND ngày 01/11/2026", 80, 3)
