"""An OpenID Connect provider on loopback, in a process of its own: ``python -m tests.browser.provider PORT SUBJECT=GROUP…``.

Its sign-in page is the mock's, without the style sheet that it would fetch from another machine.
"""

import re
import sys
import warnings
from collections.abc import Sequence

from flask import Flask, Response
from werkzeug.serving import make_server

ELSEWHERE = re.compile(rb"<link[^>]*https://[^>]*>")


def provider(people: Sequence[str]) -> Flask:
    """A provider that knows these people, each with a group."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import User, app

    known = [
        User(sub=subject, claims={"name": subject.capitalize(), "groups": groups.split("+")})
        for subject, _, groups in (each.partition("=") for each in people)
    ]
    made: Flask = app(user_claims=known)
    made.after_request(stay_here)
    return made


def stay_here(response: Response) -> Response:
    """A page without what it would fetch from another machine."""
    if response.mimetype == "text/html":
        response.set_data(ELSEWHERE.sub(b"", response.get_data()))
    return response


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), provider(sys.argv[2:]), threaded=True).serve_forever()
