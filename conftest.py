"""Warnings are errors in the notebooks' kernels too, and nobody's own settings reach them; and
what has to stay together when the tests are shared out among several processes.

pytest turns warnings into errors in its own process only. A kernel is a child of it and takes its
environment, so this is where a kernel is told. nbval starts kernels, and so does tests/frontend.py.
"""

import os
import re
import sys
import tempfile

import pytest
from xdist.scheduler import LoadFileScheduling

# On Windows, asyncio's loop and ZeroMQ's sockets meet through one more thread, and pyzmq says so
# each time. Nothing in a lecture can cause it or cure it, and as an error it stops the kernel.
PYZMQ_ON_WINDOWS = "ignore:Proactor event loop does not implement add_reader:RuntimeWarning"

# From Python 3.12 on, a kernel that starts is warned of this before it has run any cell.
KERNEL_STARTS = "ignore:There is no current event loop:DeprecationWarning"

# Start-up files of whoever runs the tests stay out of it. The folder goes when pytest ends.
SETTINGS = tempfile.TemporaryDirectory(prefix="ipython-", ignore_cleanup_errors=True)


def pytest_configure(config):
    os.environ["PYTHONWARNINGS"] = f"error,{KERNEL_STARTS}"
    os.environ["IPYTHONDIR"] = SETTINGS.name
    if sys.platform == "win32":
        os.environ["PYTHONWARNINGS"] += f",{PYZMQ_ON_WINDOWS}"
        config.addinivalue_line("filterwarnings", PYZMQ_ON_WINDOWS)


def pytest_unconfigure():
    SETTINGS.cleanup()  # here, so that no process ends with a warning that it was not done


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config):
    """Files that somebody names run in this very process: nothing to start, and `print` is seen."""
    return 0 if config.args_source is pytest.Config.ArgsSource.ARGS else None


class Together(LoadFileScheduling):
    """A file's tests share what they prepared, and a notebook's cells its kernel: they go together.

    A test that is there once for each notebook is long, and shares little with the others.
    """

    def _split_scope(self, nodeid):
        return re.sub(r"::.*?(\[\d\d_\w+\])?$", r"\1", nodeid)


def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)
