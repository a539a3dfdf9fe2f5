"""The review brief of an account as a button: one printable page, made when it is asked for."""

from datetime import date

from ui.brief.making import WHAT, Wanted, last_quarter
from ui.format import day
from ui.parts.handing_out import file_button
from ui.queries.brief import brief_maker
from ui.session import looking


def brief_button(relationship: str, name: str, *, since: date | None = None) -> None:
    """Offer the brief of the account as of the days looked at, with what changed since a day, or since last quarter."""
    looked = looking()
    wanted = Wanted(relationship, name, looked.day, looked.known_at, since or last_quarter(looked.day), looked.today)
    file_button(
        brief_maker(wanted),
        wanted.about,
        f"{relationship}-brief.html",
        "text/html",
        label="Review brief",
        what=WHAT,
        icon=":material/description:",
        help=f"One page to print or to send: how it stands, and what changed since {day(wanted.since)}",
        key="review-brief",
    )
