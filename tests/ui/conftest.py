"""The Tieline that the app opens, with one account on record."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.opening import OpenRelationship
from tests.conftest import Clock
from tests.ui.filling import STREAM
from ui import session
from ui.bootstrap import Tieline
from ui.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def packages_are_looked_through_once() -> Iterator[None]:
    """Streamlit looks for components in every installed package anew for each ``AppTest``: most of the time that one takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def app_tieline(settings: Settings, clock: Clock, kim: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tieline]:
    """Harbour Foods, opened in 2020, once on each database."""
    monkeypatch.setenv("TIELINE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("TIELINE_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("TIELINE_KEYS_DATABASE_URL", "")
    st.cache_resource.clear()
    tieline = session.tieline()
    tieline.clock = tieline.tracker.recorder.clock = clock
    tieline.handle(STREAM, OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    yield tieline
    tieline.close()
    st.cache_resource.clear()


@pytest.fixture
def take(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What each download button of a page would hand out, by the name of the file."""
    taken: dict[str, Callable[[], bytes]] = {}
    real = st.download_button

    def button(label: str, **rest: Any) -> bool:
        taken[rest["file_name"]] = rest["data"]
        return real(label, **rest)

    monkeypatch.setattr(st, "download_button", button)
    return taken
