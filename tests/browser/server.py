"""A JupyterLab of one's own: nobody's settings, no news, copies of notebooks, a free port.

The kernel it offers is the Python that runs the tests, and warnings are errors in it.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

from ipykernel.kernelspec import get_kernel_dict

from tests.notebook_text import ROOT

# Asked for its history, as JupyterLab asks it, and at its end, ipykernel warns of its own methods.
IPYKERNEL_OF_ITSELF = "ignore:For consistency across implementations:PendingDeprecationWarning"

COMPLAINT = re.compile(r"^\[[EC] |\bERROR\b|^Traceback|^\w*(Error|Exception|Warning)\b")
READY = 60.0  # seconds; only so that a server that can't start ends the test some day

SETTINGS = {
    # Cells out of sight are rendered too; else a slider comes only once one has scrolled to it, and
    # then moves on, as what is above it is laid out.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
}


# With each message to the kernel the page would fetch another icon for its tab.
DISABLED = {"@jupyterlab/application-extension:faviconbusy": True}


class JupyterLab:
    """A context manager: ``url``, ``token``, ``folder`` (its root), and ``log()``."""

    def __init__(self, folder, beside=None):
        """`beside`: a folder of further packages and extensions, for the benchmarks."""
        self._beside = [beside] if beside else []
        self.folder = folder / "root"
        self._home, self._log = folder / "home", folder / "jupyterlab.log"
        self._read = 0
        self.folder.mkdir()

    def take(self, path):
        """A copy of the notebook, to be opened: its name."""
        shutil.copy(path, self.folder / path.name)
        return path.name

    def __enter__(self):
        self.token, self._runtime = secrets.token_hex(16), self._home / "runtime"
        env = self._environment()
        options = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root"]
        options += [f"--IdentityProvider.token={self.token}", "--expose-app-in-browser"]
        options += [f"--ServerApp.root_dir={self.folder}", "--ServerApp.terminals_enabled=False"]
        options += ["--LabApp.news_url=None", "--LabApp.extension_manager=readonly"]
        options += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
        with open(self._log, "w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *options],
                cwd=self.folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        """Ask it to end, which ends its kernels too."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def log(self):
        return self._log.read_text(encoding="utf-8")

    def complaints(self):
        """Errors of the server and of its kernels, as logged since the last time."""
        new, self._read = self.log()[self._read :], len(self.log())
        return [line for line in new.splitlines() if COMPLAINT.search(line)]

    def _environment(self):
        warnings = f"{os.environ.get('PYTHONWARNINGS', 'error')},{IPYKERNEL_OF_ITSELF}"
        kernel = get_kernel_dict() | {"env": {"PYTHONWARNINGS": warnings}}
        spec = self._home / "data" / "kernels" / "python3" / "kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text(json.dumps(kernel), encoding="utf-8")
        for name, settings in SETTINGS.items():
            path = self._home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(settings), encoding="utf-8")
        path = self._home / "config" / "labconfig" / "page_config.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"disabledExtensions": DISABLED}), encoding="utf-8")
        mine = {
            "HOME": self._home,
            "JUPYTER_PATH": joined(
                self._home / "data", *(b / "share/jupyter" for b in self._beside)
            ),
            "JUPYTER_DATA_DIR": self._home / "data",
            "JUPYTER_CONFIG_DIR": self._home / "config",
            "JUPYTER_RUNTIME_DIR": self._runtime,
            "JUPYTERLAB_SETTINGS_DIR": self._home / "settings",
            "JUPYTERLAB_WORKSPACES_DIR": self._home / "workspaces",
            "IPYTHONDIR": self._home / "ipython",
            "PYTHONPATH": joined(ROOT, *self._beside),
        }
        env = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
        return env | {name: str(value) for name, value in mine.items()}

    def _wait(self):
        """Until it has written down where it listens, and answers there."""
        until = time.monotonic() + READY
        while time.monotonic() < until and self._process.poll() is None:
            try:
                [found] = self._runtime.glob("jpserver-*.json")
                self.url = json.loads(found.read_text(encoding="utf-8"))["url"]
                request = f"{self.url}api/status?token={self.token}"
                with urllib.request.urlopen(request, timeout=5):
                    return
            except (ValueError, OSError, urllib.error.URLError):
                time.sleep(0.1)
        raise RuntimeError(f"JupyterLab did not start:\n{self.log()}")


def joined(*paths):
    return os.pathsep.join(map(str, paths))
