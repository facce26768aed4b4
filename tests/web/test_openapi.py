"""What the node says of itself is true: every route is described, and every answer is as described."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from config.settings import load
from server.app import create_app
from tests.node import BIN, Caller

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "negative_data_rejection,missing_required_header,unsupported_method,allow_header_conformance"
)
"""Not `positive_data_acceptance`: a service that fits the shape may still be unknown."""
END_SIGN_INS = ("sign_ins.end", "sign_ins.end_everywhere", "people.change", "people.sign_out")
"""Doors through which the machine would put itself or the desk out and find all others shut: tried by themselves."""
REFUSED = """[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
"""
"""How what does not fit may be refused. A body that is too large is refused before anything else of it is read."""
KNOWN_PLACE = '[parameters]\n"path.branch" = "cn02"\n"path.counter" = "12"\n'


@pytest.fixture(scope="module")
def document(north: Any) -> dict[str, Any]:
    told: dict[str, Any] = north.kiosk().get("/api/openapi.json").json()
    return told


def test_every_route_of_the_api_is_described_and_nothing_else(document, tmp_path):
    app = create_app(load({"var": tmp_path}, {}))
    app.node.ledger.close()
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.flask.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1/")
    }
    assert routes == {(path, method) for path, verbs in document["paths"].items() for method in verbs}
    assert len(routes) > 15


def test_every_command_that_needs_a_key_says_so(document):
    for path, verbs in document["paths"].items():
        keyed = any(one["name"] == "Idempotency-Key" for one in verbs.get("post", {}).get("parameters", []))
        assert keyed == (
            "post" in verbs
            and bool(
                re.search(r"/branches/\{branch\}/((counters|tickets|bookings)/\{\w+\}/|print-jobs$)", path)
            )
        ), path


def test_every_no_of_every_door_is_a_problem(document):
    for path, verbs in document["paths"].items():
        for operation in verbs.values():
            noes = {status for status in operation["responses"] if status >= "400"}
            assert {"405"} < noes, path
            for status in noes:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"], path


def test_every_name_in_the_document_leads_somewhere(document):
    named = set(re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(document)))
    assert named <= set(document["components"]["schemas"])
    assert named


@pytest.mark.parametrize("settings", [KNOWN_PLACE, ""], ids=["a known counter", "anywhere"])
@pytest.mark.parametrize("seconds", [4, pytest.param(600, marks=pytest.mark.thorough)])
def test_a_machine_that_tries_everything_finds_no_fault(desk, tmp_path, seconds, settings):
    desk.serving()
    before, node = desk.seq(), desk.supervisor.node
    done = try_everything(
        desk.supervisor, tmp_path, f"{node.url}/api/openapi.json", seconds, settings=settings
    )
    assert done.returncode == 0, faults(done)
    assert 'status="5' not in desk.officer.get("/metrics").text
    assert node.cli("verify-log").returncode == 0
    if settings and seconds > 60:  # a busy machine may not come so far in a few seconds
        assert desk.seq() > before  # it came as far as the ledger


@pytest.mark.thorough
def test_the_machine_finds_a_door_that_lies(desk, tmp_path, document):
    """The control: the same node, described wrongly in one place."""
    lie = copy.deepcopy(document)
    lie["components"]["schemas"]["Problem"]["properties"]["status"] = {"type": "string"}
    (tmp_path / "lie.json").write_text(json.dumps(lie))
    done = try_everything(desk.supervisor, tmp_path, "lie.json", 15)
    assert done.returncode == 1, done.stdout[-3000:]
    assert "Response violates schema" in done.stdout


def test_the_doors_that_end_sign_ins_are_as_described_while_the_machine_is_let_in_and_after(
    make_node, tmp_path
):
    node = make_node().start().furnish()
    described = f"{node.url}/api/openapi.json"
    done = try_everything(node.script("ada"), tmp_path, described, 4, "--include-operation-id")
    assert done.returncode == 0, faults(done)
    assert 'status="5' not in Caller(node, {}).get("/metrics").text
    assert node.said("verify-log") == "every log is whole"


def faults(done: subprocess.CompletedProcess[str]) -> str:
    """What the machine found, without its warnings and sums, which are longer."""
    return done.stdout.partition("= FAILURES =")[2].partition("= WARNINGS =")[0] or done.stdout + done.stderr


def try_everything(
    caller: Caller,
    folder: Path,
    described: str,
    seconds: int,
    which: str = "--exclude-operation-id",
    settings: str = "",
) -> subprocess.CompletedProcess[str]:
    (folder / "schemathesis.toml").write_text(REFUSED + settings)
    return subprocess.run(
        [
            BIN / "st", "run", described, "--url", caller.node.url, "--checks", CHECKS, "--max-time", str(seconds),
            "--max-examples", "30", "--request-timeout", "30", "--continue-on-failure", "--no-color",
            "--header", f"Authorization: {caller.headers['Authorization']}",
            *(part for name in END_SIGN_INS for part in (which, name)),
        ],
        capture_output=True, text=True, timeout=seconds * 2 + 120, check=False, cwd=folder,
    )  # fmt: skip
