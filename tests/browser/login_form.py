"""An OpenID Connect provider with a real login form, canaille as pytest-iam starts it, on loopback in its own process.

``python -m tests.browser.login_form PORT HOME`` knows one person, kim with the password “correct horse battery”, in the group
admins, and one client, tieline at HOME.
"""

import os
import sys
from typing import Any

CLIENT_SECRET = "client-secret"
PASSWORD = "correct horse battery"


def configuration(port: int) -> dict[str, Any]:
    """What canaille is told; the rest is as pytest-iam has it."""
    from joserfc.jwk import JWKRegistry

    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    return {
        "TESTING": True,
        "ENV_FILE": None,
        "SECRET_KEY": "of-a-test",
        "WTF_CSRF_ENABLED": False,
        "PREFERRED_URL_SCHEME": "http",
        "SERVER_NAME": f"127.0.0.1:{port}",
        "CANAILLE": {
            "DATABASE": "memory",
            "JAVASCRIPT": False,
            "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
        },
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
    }


def serve(port: int, home: str) -> None:
    """Serve until told to stop."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    from canaille import create_app
    from canaille.backends import Backend
    from pytest_iam import Server

    server = Server(create_app(config=configuration(port)), port, Backend.instance)
    with server.app.app_context():
        kim = server.models.User(
            user_name="kim", formatted_name="Kim Lee", family_name="Lee", emails=["kim@example.com"], password=PASSWORD
        )
        server.backend.save(kim)
        server.backend.save(server.models.Group(display_name="admins", members=[kim]))
        client = server.models.Client(
            client_id="tieline",
            client_secret=CLIENT_SECRET,
            client_name="Tieline",
            redirect_uris=[f"{home}/oauth2callback"],
            post_logout_redirect_uris=[f"{home}/oauth2callback"],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "email", "groups"],
            token_endpoint_auth_method="client_secret_basic",
        )
        server.backend.save(client)
        client.audience = [client]
        server.backend.save(client)
    server.consent(kim)
    server.httpd.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
