"""Checkpoints: what was signed, to be handed to somebody who does not run this database, and signing the present state."""

from base64 import b64encode

import pandas as pd
import streamlit as st

from domain.access import may
from domain.ledger.finding import counted
from domain.ledger.note import Note
from domain.ledger.proofs import CannotProve
from ui.format import plain
from ui.looking import Looking
from ui.parts.handing_out import file_button
from ui.parts.working import watch
from ui.queries.proving import Proofs, proofs, sign, signing
from ui.session import actor

LISTED = 50


def show_checkpoints(_looked: Looking) -> None:
    """The list, and the way to sign a new one."""
    st.markdown(
        "A checkpoint says how many records the ledger has and the root of the tree over them, signed and kept outside the "
        "database. Whoever holds a copy can show later that nothing up to it was changed or removed."
    )
    try:
        kept = proofs()
    except (CannotProve, OSError) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    show_signing(kept)
    if not kept.notes:
        with st.container(border=True):
            st.header("None was signed yet", anchor=False)
            st.markdown("Sign one every night, and hand it to somebody who does not run this database.")
        return
    newest = kept.notes[::-1]
    rows = [
        {
            "Records": f"{each.note.size:,}" if each.note else "–",
            "Root": b64encode(each.note.root).decode()[:16] + "…" if each.note else plain(each.error),
            "Signed by": signed_by(kept, each.note) if each.note else "–",
            "File": plain(each.file),
        }
        for each in newest[:LISTED]
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Checkpoints, the newest first")
    if len(newest) > LISTED:
        st.caption(f"The newest {LISTED} of {len(newest):,}; all are in {plain(str(kept.folder / 'checkpoints'))}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Checkpoint to take", [each.file for each in newest], key="checkpoint", width=340)
        file_button(
            (kept.folder / "checkpoints" / chosen).read_bytes, {"checkpoint": chosen}, chosen, "text/plain",
            label="Download", what="checkpoint", key="checkpoint-file",
        )  # fmt: skip
    with st.expander("Public keys, to check it with", icon=":material/key:"):
        for each in kept.keys:
            until = f", until {each.until}" if each.until else ""
            st.markdown(f"Used since {plain(each.since)}{plain(until)}:")
            st.code(each.key, language=None, wrap_lines=True)


def show_signing(kept: Proofs) -> None:
    """The button for whoever may, or why nothing can be signed."""
    job = signing()
    if kept.can_sign:
        st.info(plain(kept.can_sign), icon=":material/key_off:")
    elif may(actor(), "operate"):
        if st.button(
            "Sign how the ledger stands", type="primary", icon=":material/draw:", disabled=bool(job and job.running),
            help="Every record is read again first; it is refused where the ledger does not extend every checkpoint kept.",
        ):  # fmt: skip
            sign()
            st.rerun()
    else:
        st.caption("An administrator signs new ones.")
    if watch(job) and job and job.result:
        signed = job.result
        again = " before; nothing was added since" if signed.repeated else ""
        st.success(f"Signed the first {counted(signed.note.size, 'event')}{again}.", icon=":material/check:")


def signed_by(kept: Proofs, note: Note) -> str:
    """The keys of this ledger that a checkpoint is signed with."""
    found = [each.public.id for each in kept.keys if each.public.signed(note)]
    return plain(", ".join(found)) or "no key of this ledger"
