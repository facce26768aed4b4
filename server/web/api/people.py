"""Accounts of staff, for administrators and, within their branches, for supervisors."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from server.commands import people
from server.commands.people import Account, BadPerson, Change
from server.contract import Code, People, PersonView
from server.queries.people import people_managed_by, person_view
from server.rules.refusals import Refusal
from server.web.access import required_person, visit
from server.web.api.bodies import ChangePerson, NewPerson
from server.web.api.reading import body
from server.web.api.sending import as_response
from server.web.api.sign_ins import told as sign_ins_told
from server.web.node import node

blueprint = Blueprint("people", __name__, url_prefix="/api/v1/people")


@blueprint.get("")
def index() -> Response:
    """The accounts that whoever asks manages, by name."""
    here, who, zone = node(), required_person(), visit().house.zone
    with here.ledger.read() as connection:
        watch = here.sessions.watch(here.now)
        told: People = {"people": people_managed_by(connection, who.role, who.branches, watch, zone)}
    return as_response(told)


@blueprint.post("")
def create() -> Response:
    """A new account, of a role and at branches that whoever asks manages."""
    given, who, here = body(NewPerson), required_person(), node()
    account = Account(given.name, given.role, given.branches, given.password, given.skills)
    _checked(lambda: people.create(here.ledger, here.passwords, who, account))
    return as_response(_view(given.name), 201)


@blueprint.patch("/<name>")
def change(name: str) -> Response:
    """Role, branches, password, skills, or whether it is active; all but other skills ends the sign-ins."""
    given, who, here = body(ChangePerson), required_person(), node()
    wish = Change(given.role, given.branches, given.active, given.password, given.skills)
    _checked(lambda: people.change(here.ledger, here.passwords, who, name, wish))
    return as_response(_view(name))


@blueprint.get("/<name>/sessions")
def sign_ins(name: str) -> Response:
    """That person's sign-ins and tokens that are on."""
    with node().ledger.read() as connection:
        people.managed(connection, required_person(), name)
    return as_response(sign_ins_told(name))


@blueprint.delete("/<name>/sessions")
def sign_out(name: str) -> Response:
    """Ends all of them. Counters and tickets stay as they are."""
    here, who = node(), required_person()
    with here.ledger.read() as connection:
        people.managed(connection, who, name)
    here.sessions.end_everywhere(who, name)
    return Response(status=204)


def _checked(act: Callable[[], None]) -> None:
    try:
        act()
    except BadPerson as no:
        raise Refusal(Code.INVALID, str(no), [{"pointer": f"/{no.place}", "code": no.code}]) from None


def _view(name: str) -> PersonView:
    here, zone = node(), visit().house.zone
    with here.ledger.read() as connection:
        return person_view(connection, name, here.sessions.watch(here.now), zone)
