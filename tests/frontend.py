"""A front end without a browser: it runs a notebook in a kernel and speaks the widget protocol.

What JupyterLab does is done here with the same messages: it keeps a mirror of every widget from
``comm_open`` and ``comm_msg``, sends ``comm_msg`` for a moved slider or a click, over a subshell
where the kernel has them, and takes what the kernel publishes until it is idle again.
"""

import os
import tempfile
import time
from queue import Empty

import ipykernel.kernelspec
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from tests import notebook_text as text

TIMEOUT = 120.0  # only so that a hanging kernel ends the test some day


class ThisPython(KernelSpecManager):
    """The kernel of the Python that runs the tests, whatever kernels the user has registered."""

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(resource_dir="", **ipykernel.kernelspec.get_kernel_dict())


class FrontEnd:
    """A kernel, the mirror of its widgets, and the errors seen. A context manager.

    ``widgets``  model id -> the widget's state (a dict), as a browser would hold it
    ``cell_of``  model id -> the id of the cell that made it
    ``errors``   sentences, in order
    """

    def __init__(self, folder, log):
        self.folder, self.log = folder, log
        self.widgets, self.cell_of, self.errors = {}, {}, []
        self._cell, self._subshell, self._printed = "", None, ""

    def __enter__(self):
        self._log = open(self.log, "w", encoding="utf-8")
        self._sockets = tempfile.TemporaryDirectory(prefix="kernel-", ignore_cleanup_errors=True)
        self.manager = KernelManager(kernel_spec_manager=ThisPython(), **self._wires())
        self.manager.start_kernel(cwd=str(self.folder), stdout=self._log, stderr=self._log)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=TIMEOUT)
            self._subshell = self._new_subshell()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self._log.close()
        self.manager.cleanup_resources()
        self._sockets.cleanup()

    def run(self, notebook):
        """Run the code cells in order, to the first error."""
        for cell in text.cells(notebook, "code"):
            self._cell = cell["id"]
            self._wait(self.client.execute(text.source(cell)), f"cell {self._cell}")
            if self.errors:
                return

    def ask(self, code) -> str:
        """What the code prints in the kernel."""
        self._printed = ""
        self._wait(self.client.execute(code, silent=True), "a question of the test")
        return self._printed.strip()

    def update(self, model, what, **state):
        """What the browser sends when a control is moved."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        self.widgets[model].update(state)  # the browser knows what it sent
        self._comm(model, data, what)

    def click(self, model, what):
        """What the browser sends when a button is pressed."""
        self._comm(model, {"method": "custom", "content": {"event": "click"}}, what)

    def logged(self) -> str:
        """What the kernel's process wrote by itself."""
        self._log.flush()
        with open(self.log, encoding="utf-8") as file:
            return file.read()

    def _comm(self, model, data, what):
        message = self.client.session.msg("comm_msg", {"comm_id": model, "data": data})
        message["header"]["subshell_id"] = self._subshell
        self.client.shell_channel.send(message)
        self._wait(message["header"]["msg_id"], what)

    def _wires(self):
        """Sockets in the file system: two kernels that start at once may pick the same TCP port.
        Windows has none, and on some systems the folder's name is too long for one."""
        path = os.path.join(self._sockets.name, "k")
        return {"transport": "ipc", "ip": path} if os.name == "posix" and len(path) < 90 else {}

    def _new_subshell(self):
        """JupyterLab sends widget messages over a subshell, so that they run beside a cell."""
        reply = self.client.kernel_info(reply=True, timeout=TIMEOUT)["content"]
        if "kernel subshells" not in reply.get("supported_features", []):
            return None
        message = self.client.session.msg("create_subshell_request", {})
        self.client.control_channel.send(message)
        answer = self.client.control_channel.get_msg(timeout=TIMEOUT)
        return answer["content"]["subshell_id"]

    def _wait(self, request, what):
        """Take what the kernel publishes until it has finished this request."""
        until = time.monotonic() + TIMEOUT
        while time.monotonic() < until:
            try:
                message = self.client.get_iopub_msg(timeout=1.0)
            except Empty:
                if not self.manager.is_alive():
                    break
                continue
            self._take(message, what)
            if (
                message["parent_header"].get("msg_id") == request
                and message["msg_type"] == "status"
                and message["content"]["execution_state"] == "idle"
            ):
                return
        self.errors.append(f"{what}: the kernel died, or gave no answer")

    def _take(self, message, what):
        content, buffers = message["content"], message["buffers"]
        match message["msg_type"]:
            case "error":
                self.errors.append(f"{what}: {content['ename']}: {content['evalue']}")
            case "stream" if content["name"] == "stderr":
                self.errors.append(f"{what}: on stderr: {content['text'].strip()}")
            case "stream":
                self._printed += content["text"]
            case "comm_open" if content["target_name"] == "jupyter.widget":
                self.widgets[content["comm_id"]] = _state(content["data"], buffers)
                self.cell_of[content["comm_id"]] = self._cell
            case "comm_msg" if content["data"].get("method") == "update":
                if content["comm_id"] in self.widgets:
                    self.widgets[content["comm_id"]].update(_state(content["data"], buffers))
            case "comm_close":
                self.widgets.pop(content["comm_id"], None)


def _state(data, buffers):
    """The state of a message, with the binary parts put back in their places."""
    state = dict(data["state"])
    for path, buffer in zip(data.get("buffer_paths", []), buffers, strict=True):
        place = state
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = bytes(buffer)
    return state
