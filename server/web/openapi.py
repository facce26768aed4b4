"""Writes `/api/openapi.json` from the routes, the access table and the shapes themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, current_app
from pydantic import TypeAdapter
from werkzeug.routing import Rule

from server.contract import (
    STATUS,
    BookingView,
    Catalogue,
    CitizenTicket,
    Code,
    CounterAnswer,
    DeskSnapshot,
    DeviceSelf,
    DisplayFacts,
    Found,
    Handover,
    HeartbeatAnswer,
    HelpAnswer,
    HelpStanding,
    KeyedIn,
    LeaseView,
    NewToken,
    PairedDevice,
    PairingClaimed,
    PairingOpened,
    People,
    PersonView,
    PrintJob,
    Printout,
    PrintQueue,
    Problem,
    PublicSnapshot,
    RevokedDevice,
    SignIns,
    SpeakingView,
    TicketView,
    Undone,
)
from server.queries.finding import LONGEST_TEXT
from server.rules.cards import PERSON
from server.web.access import MAY, PUBLIC
from server.web.api import bodies, pairing_bodies
from server.web.api.sending import as_response

REF = "#/components/schemas/{model}"
ANY_OBJECT: dict[str, Any] = {"type": "object"}
VERB_REFUSALS = (
    Code.MALFORMED, Code.KEY_MISSING, Code.UNAUTHENTICATED, Code.FORBIDDEN, Code.CSRF, Code.NOT_FOUND, Code.TOO_LATE,
    Code.TOO_LARGE, Code.NOT_JSON, Code.INVALID, Code.IDEMPOTENCY_MISMATCH, Code.BUSY, Code.WRONG_STATE,
)  # fmt: skip
PACED_REFUSALS = (*VERB_REFUSALS, Code.TOO_MANY)
READ_REFUSALS = (
    Code.MALFORMED,
    Code.UNAUTHENTICATED,
    Code.FORBIDDEN,
    Code.NOT_FOUND,
    Code.INVALID,
    Code.BUSY,
)


@dataclass(frozen=True)
class Door:
    """What a route takes and answers: shapes by status, and the noes it knows; `headers` may be left out."""

    answers: dict[int, Any]
    body: type[bodies.Body] | None = None
    refusals: tuple[Code, ...] = READ_REFUSALS
    query: dict[str, dict[str, Any]] = field(default_factory=dict)
    keyed: bool = False
    headers: dict[str, dict[str, Any]] = field(default_factory=dict)


def verb(answer: Any, body: type[bodies.Body] = bodies.Empty) -> Door:
    return Door({200: answer}, body, VERB_REFUSALS, keyed=True)


SESSION = {
    "type": "object",
    "required": ["username", "role", "branches", "csrf_token"],
    "properties": {
        "username": {"type": "string"}, "role": {"type": "string"}, "csrf_token": {"type": "string"},
        "branches": {"type": "array", "items": {"type": "string"}},
    },
}  # fmt: skip

DOORS: dict[str, Door] = {
    "session.sign_in": Door({200: SESSION}, bodies.SignIn, PACED_REFUSALS),
    "session.show": Door({200: SESSION}),
    "session.sign_out": Door({204: None}, refusals=VERB_REFUSALS),
    "session.change_password": Door({204: None}, bodies.NewPassword, PACED_REFUSALS),
    "sign_ins.mine": Door({200: SignIns}),
    "sign_ins.end": Door({204: None}, refusals=VERB_REFUSALS),
    "sign_ins.end_everywhere": Door({204: None}, refusals=VERB_REFUSALS),
    "people.index": Door({200: People}),
    "people.create": Door({201: PersonView}, bodies.NewPerson, VERB_REFUSALS),
    "people.change": Door({200: PersonView}, bodies.ChangePerson, VERB_REFUSALS),
    "people.sign_ins": Door({200: SignIns}),
    "people.sign_out": Door({204: None}, refusals=VERB_REFUSALS),
    "branches.centre": Door({200: ANY_OBJECT, 304: None}),
    "branches.catalogue": Door({200: Catalogue, 304: None}),
    "branches.snapshot": Door(
        {200: PublicSnapshot | DeskSnapshot, 304: None},
        query={"view": {"type": "string", "enum": ["public", "desk"], "default": "public"}},
    ),
    "branches.events": Door(
        {200: ANY_OBJECT},
        query={
            "after": {"type": "string", "pattern": "^([0-9]{1,9}:)?[0-9]{1,18}$", "default": "0"},
            "limit": {"type": "integer", "minimum": 1, "maximum": 999_999, "default": 500},
        },
    ),
    "displays.show": Door({200: DisplayFacts, 304: None}),
    "tickets.issue": Door(
        {201: TicketView, 200: TicketView},
        bodies.NewTicket,
        (*VERB_REFUSALS, Code.TOO_MANY),
        headers={"X-Person": {"type": "string", "pattern": f"^{PERSON.pattern}$"}},
    ),
    "finding.look_up": Door(
        {200: Found}, query={"find": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}}
    ),
    "tickets.citizen": Door({200: CitizenTicket}),
    "bookings.book": Door(
        {201: BookingView, 200: BookingView},
        bodies.NewBooking,
        (*VERB_REFUSALS, Code.TOO_MANY),
        headers={"X-Person": {"type": "string", "pattern": f"^{PERSON.pattern}$"}},
    ),
    "tickets.give_back": Door({200: CitizenTicket}, bodies.Empty, PACED_REFUSALS),
    "bookings.cancel": verb(BookingView, bodies.OfficerAct),
    "tickets.recall": verb(TicketView, bodies.OfficerAct),
    "tickets.start": verb(TicketView, bodies.OfficerAct),
    "tickets.finish": verb(TicketView, bodies.FinishTicket),
    "tickets.no_show": verb(TicketView, bodies.OfficerAct),
    "moves.park": verb(TicketView, bodies.OfficerAct),
    "moves.resume": verb(TicketView, bodies.OfficerAct),
    "moves.return_": verb(TicketView, bodies.OfficerAct),
    "moves.transfer": verb(TicketView, bodies.Transfer),
    "moves.reinstate": verb(TicketView, bodies.OfficerAct),
    "moves.reopen": verb(TicketView, bodies.OfficerAct),
    "moves.cancel": verb(TicketView, bodies.OfficerAct),
    "moves.prioritise": verb(TicketView, bodies.OfficerAct),
    "moves.deprioritise": verb(TicketView, bodies.OfficerAct),
    "moves.note": verb(TicketView, bodies.Note),
    "moves.add_procedure": verb(TicketView, bodies.AddProcedure),
    "tickets.printed": verb(Printout, bodies.Printed),
    "counters.open": verb(CounterAnswer, bodies.OpenCounter),
    "counters.call": verb(TicketView, bodies.CallChosen),
    "counters.keyed_in": verb(KeyedIn, bodies.KeyedIn),
    "counters.undo": verb(Undone),
    "counters.take_over": verb(CounterAnswer),
    "counters.press": verb(CounterAnswer, bodies.Press),
    "counters.profile": verb(CounterAnswer, bodies.CounterProfile),
    "counters.pause": verb(CounterAnswer, bodies.PauseCounter),
    "counters.resume": verb(CounterAnswer),
    "counters.close": verb(CounterAnswer),
    "counters.call_next": verb(TicketView, bodies.OfficerAct),
    "counters.finish_and_next": verb(Handover, bodies.OfficerAct),
    "leases.lease": Door({200: LeaseView}, bodies.Empty, (*VERB_REFUSALS, Code.BRANCH_CLOSED)),
    "devices.self": Door({200: DeviceSelf, 304: None}),
    "devices.heartbeat": Door({200: HeartbeatAnswer}, bodies.DeviceBeat, VERB_REFUSALS),
    "devices.rotate": Door({200: NewToken}, bodies.Empty, VERB_REFUSALS),
    "pairing.open": Door({201: PairingOpened}, pairing_bodies.OpenPairing, PACED_REFUSALS),
    "pairing.claim": Door({200: PairingClaimed}, pairing_bodies.ClaimPairing, PACED_REFUSALS),
    "pairing.approve": Door({200: PairedDevice}, pairing_bodies.ApprovePairing, PACED_REFUSALS),
    "pairing.revoke": Door({200: RevokedDevice}, bodies.Empty, VERB_REFUSALS),
    "print_jobs.ask": Door({201: PrintJob}, bodies.NewPrintJob, VERB_REFUSALS, keyed=True),
    "print_jobs.show": Door({200: PrintJob}),
    "print_jobs.queued": Door({200: PrintQueue}),
    "print_jobs.report": Door({200: PrintJob}, bodies.PrintReport, VERB_REFUSALS),
    "helping.call": Door({200: HelpStanding}, bodies.Empty, VERB_REFUSALS),
    "helping.show": Door({200: HelpStanding}),
    "helping.answer": Door({200: HelpAnswer}, bodies.Empty, VERB_REFUSALS),
    "speaking.speaking": Door({200: SpeakingView}, bodies.Speaking, VERB_REFUSALS),
}


def openapi() -> Response:
    """This document."""
    return as_response(document(current_app))


def register(app: Flask) -> None:
    app.add_url_rule("/api/openapi.json", "openapi", openapi)


def document(app: Flask) -> dict[str, Any]:
    schemas: dict[str, Any] = {"Problem": _schema(Problem, {})}
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if rule.rule.startswith("/api/v1/"):
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                paths.setdefault(_path(rule), {})[method.lower()] = _operation(app, rule, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mời Số",
            "version": "1",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "moiso_session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(app: Flask, rule: Rule, schemas: dict[str, Any]) -> dict[str, Any]:
    door = DOORS[rule.endpoint]
    told: dict[str, Any] = {
        "operationId": rule.endpoint,
        "summary": (app.view_functions[rule.endpoint].__doc__ or rule.endpoint.replace("_", " ")).strip(),
        "parameters": _parameters(rule, door),
        "responses": _responses(door, schemas),
        "security": [] if MAY[rule.endpoint] is PUBLIC else [{"session": []}, {"token": []}],
    }
    if door.body is not None:
        shape = _named(door.body, schemas)
        told["requestBody"] = {
            "required": bool(door.body.model_json_schema().get("required")),
            "content": {"application/json": {"schema": shape}},
        }
    return told


def _responses(door: Door, schemas: dict[str, Any]) -> dict[str, Any]:
    told = {str(status): _answer(shape, schemas) for status, shape in door.answers.items()}
    for status in sorted({STATUS[code] for code in (*door.refusals, Code.METHOD_NOT_ALLOWED)}):
        codes = [code.value for code in Code if STATUS[code] == status]
        told[str(status)] = {
            "description": ", ".join(codes),
            "content": {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}},
        }
    return told


def _answer(shape: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if shape is None:
        return {"description": "no body"}
    schema = shape if isinstance(shape, dict) else _named(shape, schemas)
    return {"description": "done", "content": {"application/json": {"schema": schema}}}


def _named(shape: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(shape, type):  # a union
        return _schema(shape, schemas)
    if shape.__name__ not in schemas:
        schemas[shape.__name__] = _schema(shape, schemas)
    return {"$ref": REF.format(model=shape.__name__)}


def _schema(shape: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    made = TypeAdapter(shape).json_schema(ref_template=REF)
    schemas.update(made.pop("$defs", {}))
    return made


def _parameters(rule: Rule, door: Door) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": _of_converter(rule, name)}
        for name in sorted(rule.arguments)
    ]
    in_query = [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in door.query.items()
    ]
    key = {"name": "Idempotency-Key", "in": "header", "required": True}
    headers = [{**key, "schema": {"type": "string", "format": "uuid"}}] if door.keyed else []
    headers += [
        {"name": name, "in": "header", "required": False, "schema": schema}
        for name, schema in door.headers.items()
    ]
    return in_path + in_query + headers


def _of_converter(rule: Rule, name: str) -> dict[str, Any]:
    is_uuid = f"<uuid:{name}>" in rule.rule
    return {"type": "string", "format": "uuid"} if is_uuid else {"type": "string"}


def _path(rule: Rule) -> str:
    return rule.rule.replace("<uuid:", "{").replace("<", "{").replace(">", "}")
