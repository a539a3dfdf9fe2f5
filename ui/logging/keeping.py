"""Drafts kept for another visit: of what was typed in a form and not recorded, each shown only to whoever typed it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec
import streamlit as st

from domain.access import Actor
from domain.ledger.drafts import KeptDraft
from ui.bootstrap import Tieline
from ui.format import day_at, lately
from ui.forms.draft import Draft, current_draft
from ui.forms.form import Form
from ui.forms.kinds import WHAT


class Written(msgspec.Struct, frozen=True):
    """What a kept draft says: what happened, and by key what was typed in its fields."""

    what: str
    values: dict[str, Any]


def resumed(tieline: Tieline, actor: Actor, draft: Draft) -> bool:
    """Whether the form may be drawn, with what was typed in it on another page.

    Where an earlier visit left something, its author first says whether to go on with it.
    """
    if draft.settled:
        come_back(draft)
        return True
    kept = tieline.drafts.at(actor.subject, draft.place)
    if kept and draft.moved_from != draft.place:
        offer(tieline, actor, draft, kept)
        return draft.settled
    if draft.moved_from:
        tieline.drafts.drop(actor.subject, draft.moved_from)
        draft.moved_from = ""
    draft.settled = True
    come_back(draft)
    return True


def come_back(draft: Draft) -> None:
    """Put what was typed into fields that have forgotten it since: they were not drawn for a while."""
    if draft.what:
        st.session_state.setdefault(WHAT, draft.what)
    for key, value in draft.typed.get(st.session_state.get(WHAT) or draft.what, {}).items():
        st.session_state.setdefault(key, value)


def offer(tieline: Tieline, actor: Actor, draft: Draft, kept: KeptDraft) -> None:
    """Say what an earlier visit left, and ask whether to go on with it."""
    written = read(kept)
    at = lately(kept.kept_at, day_at(tieline.clock()))
    with st.container(border=True):
        st.markdown(f"**Draft of {at}**: {written.what if written else 'it cannot be read any more'}")
        with st.container(horizontal=True):
            if written:
                st.button(
                    "Continue", type="primary", icon=":material/edit_note:", key="draft-continue",
                    on_click=partial(go_on, draft, written, kept),
                )  # fmt: skip
            st.button(
                "Discard",
                icon=":material/delete:",
                key="draft-discard",
                on_click=partial(discard, tieline, actor, draft),
            )


def go_on(draft: Draft, written: Written, kept: KeptDraft) -> None:
    """Fill the form with what was typed."""
    draft.settled, draft.kept = True, kept.content
    draft.what, draft.typed = written.what, {written.what: {**written.values}}
    if written.what:
        st.session_state[WHAT] = written.what
    st.session_state.update(written.values)


def discard(tieline: Tieline, actor: Actor, draft: Draft) -> None:
    """Begin with an empty form."""
    tieline.drafts.drop(actor.subject, draft.place)
    draft.settled = True


def keep(tieline: Tieline, form: Form) -> None:
    """Keep what was typed, as far as it is more than what the form had proposed."""
    draft, state = form.draft, st.session_state
    draft.what = str(state.get(WHAT) or "")
    keep_shown(tieline, draft, {key: state[key] for key in sorted(form.drawn) if key in state})


def keep_last(tieline: Tieline) -> None:
    """Keep what was typed last in a form that is not drawn any more, because its author's sign-in has ended."""
    if (draft := current_draft()) and draft.author:
        shown = draft.first.get(draft.what, {})
        keep_shown(tieline, draft, {key: st.session_state[key] for key in shown if key in st.session_state})


def keep_shown(tieline: Tieline, draft: Draft, shown: Mapping[str, Any]) -> None:
    """Keep what these fields say, by key, as far as their author said it."""
    first, typed = draft.first.setdefault(draft.what, {}), draft.typed.setdefault(draft.what, {})
    for key, value in shown.items():
        first.setdefault(key, value)
        if key in typed or value != first[key]:
            typed[key] = value
    telling = {key: value for key, value in typed.items() if said(value)}
    content = write(Written(draft.what, telling)) if telling else ""
    if content == draft.kept or (
        not content and any(said(each) for some in draft.typed.values() for each in some.values())
    ):
        return  # what was typed of another kind stays kept until something is typed of this one
    if content:
        tieline.drafts.keep(draft.author, draft.place, content)
    else:
        tieline.drafts.drop(draft.author, draft.place)
    draft.kept = content


def said(value: Any) -> bool:
    """Whether a field says anything."""
    return value not in (None, "", [], ())


def done_with(tieline: Tieline, actor: Actor, draft: Draft) -> None:
    """Keep it no longer: it is recorded."""
    tieline.drafts.drop(actor.subject, draft.place)


def write(written: Written) -> str:
    """A draft as it is kept."""
    values = {
        key: {"day": each.isoformat()} if isinstance(each, date) else each for key, each in written.values.items()
    }
    return msgspec.json.encode(Written(written.what, values)).decode()


def read(kept: KeptDraft) -> Written | None:
    """What a kept draft says; None where a newer or older Tieline wrote it otherwise."""
    try:
        written = msgspec.json.decode(kept.content, type=Written)
        return Written(written.what, {key: _value(each) for key, each in written.values.items()})
    except (msgspec.DecodeError, ValueError):
        return None


def _value(written: Any) -> Any:
    return date.fromisoformat(str(written["day"])) if isinstance(written, Mapping) else written
