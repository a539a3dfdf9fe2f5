"""The dialog in which an account is put on record, with its first class where that is known."""

from collections.abc import Sequence

import streamlit as st
from msgspec.structs import replace

from domain.access import Actor, may
from domain.history.event import Command
from domain.relationship.account_class import (
    ACCOUNT_CLASSES,
    CLASSED_KINDS,
    RELATIONSHIP_KINDS,
    AccountClass,
    RelationshipKind,
)
from domain.relationship.classification import Reclassify
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import AlreadyOpen, OpenRelationship
from domain.relationship.state import Relationship
from domain.relationship.surroundings import Surroundings
from ui.bootstrap import Tieline
from ui.finding import folded, relationships
from ui.format import plain
from ui.forms.draft import drop_draft
from ui.forms.form import Form

MEANING: dict[RelationshipKind, str] = {
    "account": "Account",
    "channel partner": "Channel partner",
    "internal": "Internal line–IS",
    "segment": "Group of accounts",
}


def open_dialog(tieline: Tieline, actor: Actor) -> None:
    """Open the dialog with a new form."""
    drop_draft()
    _dialog(tieline, actor)


@st.dialog("Open an account")
def _dialog(tieline: Tieline, actor: Actor) -> None:
    opening_form(tieline, actor)


def opening_form(tieline: Tieline, actor: Actor) -> None:
    """A name and since when, perhaps a class; then its page."""
    form = Form(tieline, "")
    name = form.text("Name", "name", placeholder="What you call it")
    kind = st.segmented_control(
        "Kind", RELATIONSHIP_KINDS, default="account", required=True, key="log-opening-kind",
        format_func=lambda each: MEANING[each],
    )  # fmt: skip
    on = form.when("Since")
    commands: list[Command] = [OpenRelationship(on=on, name=name, kind=kind)]
    to: AccountClass | None = None
    if kind in CLASSED_KINDS:
        to = st.segmented_control("First class (optional)", ACCOUNT_CLASSES, key="log-first-class")
    if to:
        reason = form.reason("Why this class", "What it was judged by: size, willingness, ability, growth")
        commands.append(Reclassify(on=on, to=to, reason=reason))
    form.beside("")
    st.caption(f"Recorded by {plain(actor.subject)}. Everything else is logged on its page.")
    if st.button("Open", type="primary", key="log-open", width="stretch"):
        carry_out(tieline, actor, form, name, commands)


def carry_out(tieline: Tieline, actor: Actor, form: Form, name: str, commands: Sequence[Command]) -> None:
    """Open the account and lead to its page, or say beside its field why not."""
    stream = form.new_id("relationship")
    command_id = form.draft.command_id_for(*commands)

    def opened() -> bool:
        refuse_second(tieline, actor, stream, name)
        refuse_any(stream, commands, form.around)
        for number, command in enumerate(commands, 1):
            tieline.handle(stream, command, by=actor, command_id=f"{command_id}-{number}")
        return True

    if form.carried_out(opened):
        st.switch_page("ui/pages/account.py", query_params={"account": stream})


def refuse_second(tieline: Tieline, actor: Actor, stream: str, name: str) -> None:
    """Refuse the name of another account on record; whoever may not look at it learns no more. Raises AlreadyOpen."""
    for each in relationships(tieline):
        if each.id != stream and folded(each.name) == folded(name):
            seen = may(actor, "read", each.id)
            called = each.name if seen else " ".join(name.split())
            how = "go on with it in the portfolio" if seen else "ask an administrator to assign it"
            raise AlreadyOpen(f"“{called}” is on record already: {how}, or choose another name.", field="name")


def refuse_any(stream: str, commands: Sequence[Command], around: Surroundings) -> None:
    """Refuse all of these first commands of a new account where one would be refused, before any is carried out."""
    state = Relationship(id=stream)
    for version, command in enumerate(commands, 1):
        state = replace(RELATIONSHIP.fold(state, RELATIONSHIP.decide(state, None, command, around)), version=version)
