"""What an evidence file says of how to check it, what it then shows, and what it cannot show."""

from html import escape

from domain.ledger.note import PublicKey
from projections.evidence import What

SHOWN = (
    "Every event here is in the ledger that the checkpoint was signed over, in this place, with these bytes: what happened, "
    "when it happened and was recorded, who recorded it, on whose word (by id), and under which policy.",
    "The words that people wrote are those that were sealed when they were recorded. Where a key was destroyed on request, "
    "the words are gone for good, and stand here as [forgotten].",
    "Not a letter of this page was changed since it was signed.",
)
COMPLETE = {
    "account": "Nothing is missing between the first event of the account and its last here. That none came after that, up to "
    "the checkpoint, is shown by evidence of the whole ledger alone.",
    "portfolio": "Nothing is missing: these are the first events of the ledger, all of them.",
    "event": "Whether the event was struck through later than the newest one here is shown by evidence of the whole account.",
    "period": "It is a selection. That nothing else happened in this time is shown by evidence of the whole account, or of the "
    "whole ledger.",
}
TOLD = (
    "Names of accounts and of people, and the sentences about events, are as Tieline tells them, under the signature of "
    "the ledger's keeper. The events themselves hold ids, dates and figures.",
    "Whether what was recorded was true. The record shows who said it and when, and that it has not changed since.",
    "Anything, where nobody but the keeper has the key: get the public key from somewhere else than from this file.",
)


def how_to_check(what: What, key: PublicKey) -> str:
    """The last sections of the report."""
    shown = "".join(f"<li>{escape(each)}</li>\n" for each in (*SHOWN, COMPLETE[what]))
    told = "".join(f"<li>{escape(each)}</li>\n" for each in TOLD)
    return f"""<section id="check">
<h2>How to check it</h2>
<ol>
<li>Get the public key of the ledger from somebody who got it before this file, or from where its keeper publishes it. This
file says that it is the key below; that alone shows nothing.</li>
<li>Get <code>tieline_verify.py</code>, one file that is part of Tieline and that you can read: <code>tieline evidence
--verifier tieline_verify.py</code> writes it. It needs Python 3.11 or newer and the package cryptography, and neither
Tieline nor a connection.</li>
<li>Run it on this file, with the key that you got:</li>
</ol>
<pre>python tieline_verify.py FILE --key "{escape(str(key))}"</pre>
<p>Its exit status is 0 where all is intact and signed with that key; 2 where all is intact and no key was given, so that
anybody may have signed it; and 1 where something was changed, which it names. It also replays the events and prints the
state hash, which must be the one above.</p>
<h3>What this shows</h3>
<ul>
{shown}</ul>
<h3>What is told, or cannot be shown</h3>
<ul>
{told}</ul>
</section>
"""
