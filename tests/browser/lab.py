"""One notebook in JupyterLab, in a page of its own: opened, run, saved; and what the page says.

Whatever goes wrong anywhere becomes a sentence in ``wrong``: an error in a cell, on the page, in
its console, in a callback, a request that fails, and one that leaves this machine.
"""

import json
import subprocess
import sys
from multiprocessing.connection import Client
from pathlib import Path

from tests.browser.moves import Figure
from tests.notebook_text import ROOT

SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
VIEW = {"width": 1280, "height": 1000}
PATIENCE = 60_000  # milliseconds; only so that what never comes ends the test some day


class Lab:
    """A context manager. ``wrong``: sentences; ``places``: what each figure showed, and where."""

    def __init__(self, browser, server, name):
        self.name, self.server, self.wrong, self._line = name, server, [], None
        self.cells, self.made, self.models, self.places = {}, [], [], {}
        self.patience = PATIENCE
        # One context for all: in it JupyterLab's programs are fetched and compiled only once.
        contexts = browser.contexts or [browser.new_context(viewport=VIEW)]
        self.page = contexts[0].new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(SCRIPT)
        self.page.on("pageerror", lambda error: self.wrong.append(f"the page raised {error}"))
        self.page.on("console", self._console)
        self.page.on("response", self._response)
        self.page.on("request", self._request)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """First the kernel ends, then the page: in this order neither complains."""
        if self._line is not None:
            self._line.send(None)
            self._line.close()
        self.page.evaluate("jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()")
        self.page.close()

    def drive(self):
        """Run the notebook and move everything in it."""
        self.open()
        for model in self.models:
            Figure(self, model).drive()
        self.wrong += self.page.evaluate("lecture.wrong.splice(0)")

    def open(self):
        """Open the notebook, run all its cells, find its figures."""
        # A workspace of its own: in a common one, the notebooks of other tests would open again.
        place = f"lab/workspaces/{Path(self.name).stem}/tree/{self.name}"
        self.page.goto(f"{self.server.url}{place}?token={self.server.token}")
        self.page.wait_for_function("lecture.ready()")
        self.page.evaluate("lecture.run()")
        if failed := self.page.evaluate("lecture.wrong.splice(0)"):
            self.wrong += failed
            return
        key = self.server.token
        self.ask(f"from tests.browser.asked import Lecture; _lecture = Lecture({key!r})")
        self.cells = {one["model"]: one["cell"] for one in self.page.evaluate("lecture.mark()")}
        address, self.made = self.ask("_lecture.order()")
        self._line = Client(address, authkey=key.encode())
        for model in self.cells.keys() - set(self.made):
            self.wrong.append(f"cell {self.cells[model]} shows widgets that are no LiveFigure")
        if unseen := set(self.made) - self.cells.keys():
            self.wrong.append(f"{len(unseen)} live figures are made but not shown")
        self.models = [model for model in self.made if model in self.cells]

    def ask(self, code):
        """Run code in the kernel, unseen: what it printed, read as JSON."""
        return self.page.evaluate("code => lecture.ask(code)", code)

    def tell(self, model):
        """What the kernel means the page to show of a figure."""
        self._line.send(model)
        return self._line.recv()

    def save(self):
        """As File > Save does: the path of the executed notebook."""
        self.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
        return self.server.folder / self.name

    def compare(self):
        """The places that were seen, beside those of figures made afresh."""
        places = [self.places.get(model, []) for model in self.made]
        run = subprocess.run(
            [sys.executable, "-m", "tests.browser.fresh", str(self.server.folder / self.name)],
            input=json.dumps(places), capture_output=True, text=True, cwd=ROOT, check=False,
        )  # fmt: skip
        self.wrong += [*run.stdout.splitlines(), *run.stderr.splitlines()]

    def _console(self, message):
        if message.type == "error":
            self.wrong.append(f"the console says {message.text}")

    def _response(self, response):
        if response.status >= 400:
            self.wrong.append(f"the server answers {response.status} to {response.url}")

    def _request(self, request):
        if not request.url.startswith((self.server.url, "data:", "blob:")):
            self.wrong.append(f"the page wants {request.url}")
