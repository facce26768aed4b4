"""The officer's desk: one page that shows a counter and gives its commands."""

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
