"""One Chromium for all tests of this folder. It ends with them: its loop would disturb others."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, FLAGS
from tests.browser.server import JupyterLab


@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    with JupyterLab(tmp_path_factory.mktemp("jupyterlab")) as server:
        yield server
