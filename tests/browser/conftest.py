"""One browser and one library for all tests here. They end with the room: while Playwright's loop runs in this thread,
no test elsewhere could start one of its own.
"""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from infra.s3 import S3Access
from tasks.store.bucket import Bucket
from tests.browser.hostile import make_hostile
from tests.browser.library import Library, make_library, web_server
from tests.browser.reading import Reader
from tests.conftest import client_of


@pytest.fixture(scope="session")
def library(s3: S3Access, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The published archive."""
    return make_library(s3, tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def web(library: Library) -> Iterator[str]:
    """Its address on a plain web server."""
    with web_server(library.folder) as address:
        yield address


@pytest.fixture(scope="session")
def endpoint(library: Library, s3: S3Access) -> str:
    """Its address at the S3 endpoint."""
    return f"{s3.endpoint_url}/{library.bucket}/public/"


@pytest.fixture(scope="session")
def hostile(s3: S3Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A copy of an attacker's archive, and its address on a web server."""
    bucket = Bucket(client_of(s3), f"hostile-{uuid.uuid4().hex}")
    folder = make_hostile(bucket, tmp_path_factory.mktemp("hostile") / "copy")
    with web_server(folder) as address:
        yield folder, address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is not installed: sh infra/debian.sh"
    with sync_playwright() as playwright:
        # Its own sandbox asks for rights that containers do not give; it opens no page but ours.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Somebody who reads at a desk."""
    with Reader.at(browser) as reader:
        yield reader
