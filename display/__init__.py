"""The wall display's window: pages that follow a branch, the wall itself and the signs over its counters."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, Response, render_template, request

THEMES = ("dark", "light", "contrast")
LAYOUTS = ("auto", "landscape", "portrait")

blueprint = Blueprint(
    "display",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/display",
)


@blueprint.get("/display/")
@blueprint.get("/display/pair")
def pair() -> str:
    """A screen that nobody has let in yet: a code, until staff approve it; one that was let in goes to its wall."""
    return render_template("pair.html", version=version("moiso"))


@blueprint.get("/display/worker.js")
def worker() -> Response:
    """Keeps the wall's page; a browser lets it only beneath the address that it comes from."""
    return blueprint.send_static_file("worker.js")


@blueprint.get("/display/<branch>")
def page(branch: str) -> str:
    """The wall of a branch, as the centre file describes `?display=`, else all of it. `?theme=`, one of `THEMES`, and
    `?layout=`, one of `LAYOUTS`, are for a try. What is unknown is passed over: a hall always has a picture.

    `?counter=` gives the sign over that counter; the page itself says when its branch has no such one."""
    counter = request.args.get("counter")
    if counter is not None:
        return render_template("sign.html", branch=branch, counter=counter)
    theme, layout = _asked("theme", THEMES), _asked("layout", LAYOUTS)
    code = request.args.get("display", "")
    looks = {"theme": theme, "layout": layout}
    return render_template("wall.html", branch=branch, code=code, version=version("moiso"), **looks)


@blueprint.get("/display/<branch>/mounting")
def mounting(branch: str) -> str:
    """How the branch's displays hang and how loud they are: a sheet each, to print and to fill in."""
    return render_template("mounting.html", branch=branch)


def _asked(name: str, among: tuple[str, ...]) -> str | None:
    wanted = request.args.get(name)
    return wanted if wanted in among else None
