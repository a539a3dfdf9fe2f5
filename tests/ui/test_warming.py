"""What is done once as the server starts, so that no page pays for it."""

import gc
from threading import enumerate as threads

import pytest

from ui.server.warming import Warming


@pytest.mark.usefixtures("app_tieline")
def test_what_is_there_once_the_server_has_warmed_up_is_not_collected_through_at_every_script_run() -> None:
    warming = Warming()
    assert gc.get_freeze_count() == 0
    try:
        warming.start()
        for each in threads():
            if each.name == "tieline-warming":
                each.join()
        assert gc.get_freeze_count() > len(gc.get_objects())
    finally:
        gc.unfreeze()
