"""Signing in and out, and the pages that stand before all others until somebody may go on."""

from collections.abc import Callable
from functools import partial
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from ui.format import plain
from ui.navigation import PLACES
from ui.server.doors import THIS_MACHINE_ONLY
from ui.server.identity import NotSignedIn
from ui.server.onward import FAILED
from ui.server.team import CannotServe, Team, is_loopback, refuse_exposed, team
from ui.session import actor, end_sign_in, signed_in

CARD = 460
"""Pixels; on a narrower page it is as wide as that."""


def gate() -> None:
    """Let on whoever may see anything at all; show anybody else what they can do about it, and end the run.

    It judges by itself how Tieline is reached, so that it holds however the app was started.
    """
    try:
        its_team = team()
        refuse_exposed(str(st.get_option("server.address") or ""), its_team)
    except CannotServe as refused:
        _instead("Tieline is not set up", partial(_refused, f"{refused}"))
    if its_team is None:
        if isinstance(whence := st.context.ip_address, str) and not is_loopback(whence):
            _instead("Local mode", partial(_refused, THIS_MACHINE_ONLY))
        return
    try:
        signed_in(its_team)
    except NotSignedIn as why:
        _instead("Sign in", partial(_sign_in, its_team, f"{why}"))
    if not actor().roles:
        _instead("No role", _no_role)


def _instead(title: str, show: Callable[[], None]) -> NoReturn:
    """Show this at whatever address was asked for, and nothing else."""

    def page() -> None:
        show()

    named = [st.Page(page, title=title, url_path=place.name) for place in PLACES]
    st.navigation([st.Page(page, title=title, default=True), *named], position="hidden").run()
    st.stop()


def _sign_in(its_team: Team, why: str) -> None:
    with st.container(horizontal_alignment="center"), st.container(border=True, width=CARD, gap="medium"):
        st.title("Sign in to Tieline")
        if "is_logged_in" not in st.user:
            st.error(
                "Nobody can sign in, because the app was not started with “tieline serve”: start it so.",
                icon=":material/error:",
            )
            return
        if st.context.cookies.get(FAILED) == "1":
            st.error(
                "You came back without being signed in. Try again; if that does not help, ask whoever looks after "
                "Tieline.",
                icon=":material/error:",
            )
        elif why:
            st.info(why, icon=":material/lock:")
        st.markdown(
            f"You sign in at **{plain(_host(its_team.metadata_url))}** and come back to the page you asked for."
        )
        st.button("Sign in", type="primary", icon=":material/login:", on_click=st.login, width="stretch")


def _no_role() -> None:
    me = actor()
    st.title("You have no role here yet")
    st.markdown(
        f"You are signed in as **{plain(me.name)}**, but none of your groups gives you a role in Tieline. "
        "Ask whoever looks after Tieline at your company for one, and tell them who you are to it:"
    )
    st.code(me.subject, language=None)
    st.markdown("A role that you were given since counts once you sign in again.")
    st.button("Sign out", icon=":material/logout:", on_click=sign_out)


def _refused(sentence: str) -> None:
    st.title("Tieline is closed")
    st.error(plain(sentence), icon=":material/lock:")


def sign_out() -> None:
    """End this sign-in in every window of the browser, and take leave of the provider, too."""
    if its_team := team():
        end_sign_in(its_team)
    st.logout()


def _host(address: str) -> str:
    return urlsplit(address).hostname or address
