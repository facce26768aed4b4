"""The desks of staff: a counter, and the reception that gives numbers and finds them again."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint(
    "counter",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/counter",
)


@blueprint.get("/counter/<branch>/<counter>")
def page(branch: str, counter: str) -> str:
    return render_template("counter.html", branch=branch, counter=counter)


@blueprint.get("/reception/<branch>")
def reception(branch: str) -> str:
    return render_template("reception.html", branch=branch)
