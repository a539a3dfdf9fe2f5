"""A table that is taken away is noted, and what is noted is the very file."""

from datetime import date
from hashlib import sha256

from ui.bootstrap import Tieline
from ui.parts.handing_out import noted
from ui.session import actor


def test_nothing_is_noted_until_the_file_is_taken_and_then_each_time(app_tieline: Tieline) -> None:
    hand_out = noted(lambda: "event,when\n1,2020-01-01\n", {"stream": "relationship-1", "as_of": date(2020, 1, 1)})
    assert app_tieline.access_log.entries() == []
    file = hand_out()
    hand_out()
    newest, first = app_tieline.access_log.entries()
    assert (newest.number, first.number) == (2, 1)
    assert (first.what, first.subject, first.digest) == ("table export", actor().subject, sha256(file).hexdigest())
    assert first.about == {"stream": "relationship-1", "as_of": "2020-01-01"}
