"""The server's own process, which ``tieline serve`` starts: ``python -m ui.server PORT``."""

import os
import sys
import warnings

from ui.server.team import THIS_MACHINE, CannotServe, refuse_exposed, team
from ui.settings import Serving


def run(port: int) -> None:
    """Serve until told to stop. Raises CannotServe."""
    address, its_team = Serving().address, team()
    refuse_exposed(address, its_team)
    if its_team:
        from authlib.deprecate import AuthlibDeprecationWarning  # noqa: PLC0415  # only a team signs in

        warnings.simplefilter("ignore", AuthlibDeprecationWarning)  # of what Streamlit and Authlib do between them
        os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = its_team.cookie_secret.get_secret_value()
    from ui.server.app import application  # noqa: PLC0415  # imports Streamlit, which reads its environment

    application(its_team).run(
        config={
            "server.address": address,
            "server.port": port,
            "server.headless": True,
            "server.fileWatcherType": "none",
            "server.allowedHosts": its_team.hosts if its_team else list(THIS_MACHINE),
            "browser.gatherUsageStats": False,
            "logger.level": "warning",
        }
    )


if __name__ == "__main__":
    try:
        run(int(sys.argv[1]))
    except CannotServe as refused:
        sys.exit(f"{refused}")
