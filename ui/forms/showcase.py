"""Log that the account adopted a showcase, chosen from those that were tried at another."""

import streamlit as st

from domain.history.event import Command
from domain.history.when import LATEST
from domain.relationship.showcase import AdoptShowcase, Showcase
from ui.format import plain
from ui.forms.form import Form


def adoption(form: Form) -> Command | None:
    """Where it was tried, and which of the showcases there."""
    others = form.offered("other relationships", form.others)
    if not others:
        st.info("No other account is on record. Open the one where it was tried first.")
        return None
    source: str = st.selectbox("From", list(others), format_func=others.__getitem__, key=form.key("source"))
    form.beside("source")
    tried = there(form, source)
    if not tried:
        st.info(f"No showcase is on record at {plain(others[source])}. Choose another account, or log it there first.")
        return None
    showcase: str = st.selectbox(
        "Showcase", list(tried), format_func=lambda each: tried[each].title, key=form.key("showcase")
    )
    form.beside("showcase")
    on = form.when("Adopted")
    return AdoptShowcase(
        on=on, reason=form.reason(), showcase_id=form.new_id("showcase"), source=source, showcase=showcase
    )


def there(form: Form, source: str) -> dict[str, Showcase]:
    """The showcases of another account, the latest first."""
    other = form.around.relationship(source, LATEST)
    return dict(reversed(other.showcases.items())) if other else {}
