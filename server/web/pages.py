"""The pages that are not a counter or a wall: the way in, the citizen's page and the boards."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    g,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from config import words
from config.brand import FOLDER as BRAND
from server.contract import Code
from server.queries.catalogue import branch_facts, catalogue
from server.queries.displays import display_if_any
from server.queries.mounting import Sheet, sheets
from server.queries.tickets import citizen_ticket
from server.queries.times import rfc3339
from server.rules.numbering import find_code, read_code, ticket_url
from server.rules.ranks import MANAGED_BY, ROLES
from server.rules.refusals import Refusal
from server.web.access import person, required_person, visit
from server.web.node import node
from server.web.qr import qr_code

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """Sign in; then choose a counter, a wall or a board."""
    who = person()
    if who is None or who.actor.kind != "officer":
        return render_template("signin.html", branches=None)
    house = visit().house
    mine = [
        {**branch_facts(one), "counters": list(one.counters)}
        for one in house.branches.values()
        if who.may_enter(one.code)
    ]
    return render_template("signin.html", branches=mine)


@blueprint.get("/t/<code>")
def phone(code: str) -> Response:
    here, asked = node(), read_code(code)
    with here.ledger.read() as connection:
        try:
            house = here.houses.of(connection)
            ticket = citizen_ticket(connection, house, asked, here.now)
        except Refusal as no:
            if no.code is not Code.NOT_FOUND:
                raise
            return Response(render_template("phone_unknown.html"), status=404)
    if "lang" not in request.args:
        g.language = ticket["language"] if ticket["language"] in words.LANGUAGES else "en"
    at = rfc3339(here.now, house.branch(ticket["branch"]).zone)
    return Response(render_template("phone.html", ticket=ticket, code=asked, branch=ticket["branch"], at=at))


@blueprint.get("/T/<code>")
def phone_upper(code: str) -> AnyResponse:
    """QR codes say everything in capitals."""
    return redirect(url_for("pages.phone", code=read_code(code)))


@blueprint.get("/reception/<branch>/qr/<code>")
def qr(branch: str, code: str) -> Response:
    """The QR code of a ticket that has no paper, as SVG; 404 for what is no code."""
    asked = find_code(code)
    if asked is None:
        raise Refusal(Code.NOT_FOUND, "no code")
    return Response(qr_code(ticket_url(node().settings.public_url, asked)), mimetype="image/svg+xml")


@blueprint.get("/board")
def boards() -> str:
    who = required_person()
    branches = [branch_facts(one) for one in visit().house.branches.values() if who.may_enter(one.code)]
    return render_template("boards.html", branches=branches)


@blueprint.get("/board/<branch>")
def board(branch: str) -> str:
    return render_template("board.html", branch=branch, supervises=required_person().supervises)


@blueprint.get("/counters/<branch>")
def counters(branch: str) -> str:
    """What each counter serves and helps with, for those who may change it."""
    return render_template("counters.html", branch=branch)


@blueprint.get("/people")
def people() -> str:
    """Accounts, for those who manage some; they give the roles and branches that they manage, and no others."""
    who = required_person()
    house = visit().house
    mine = [branch_facts(one) for one in house.branches.values() if who.may_enter(one.code)]
    roles = [role for role in ROLES if role in MANAGED_BY[who.role]]
    services = [{"code": one.code, "name": one.facts["name"]} for one in house.services.values()]
    return render_template(
        "people.html", branches=mine, roles=roles, services=services, everywhere=not who.branches
    )


@blueprint.get("/sessions")
def sessions() -> str:
    return render_template("sessions.html", username=required_person().name)


def brand(filename: str) -> Response:
    return send_from_directory(BRAND, filename)


def register(app: Flask) -> None:
    """What every template may use: words, the language, the catalogue."""
    app.register_blueprint(blueprint)
    app.add_url_rule("/brand/<path:filename>", "brand", brand)
    app.jinja_env.globals.update(
        say=_say, words=_words, catalogue=_catalogue, display=_display, sheets=_sheets
    )
    app.context_processor(lambda: {"language": language()})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Vietnamese escaped is three times as long
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def language() -> str:
    """`?lang=`, else what the view chose, else Vietnamese."""
    asked = request.args.get("lang")
    chosen = asked if asked in words.LANGUAGES else g.get("language", words.DEFAULT_LANGUAGE)
    return str(chosen)


def _say(key: str, **values: object) -> str:
    return words.say(language(), key, **values)


def _words(*names: str) -> dict[str, dict[str, words.Text]]:
    """Texts of these windows in every language, as the page's script takes them."""
    return {
        tag: {key: text for name in names for key, text in words.window(tag, name).items()}
        for tag in words.LANGUAGES
    }


def _catalogue(branch: str) -> Any:
    here = node()
    with here.ledger.read() as connection:
        return catalogue(connection, visit().house, branch, here.clock.now())


def _sheets(branch: str) -> list[Sheet]:
    return sheets(visit().house.branch(branch))


def _display(branch: str, code: str) -> Any:
    return display_if_any(visit().house.branch(branch), code)
