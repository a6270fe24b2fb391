"""Warnings are errors in the notebooks' kernels too, and the kernels are nobody's own.

pytest turns warnings into errors in its own process only. A kernel is a child of it: it takes the
environment, so this is where it is told. nbval and the driver of the widgets start kernels.
"""

import os
import tempfile

# Where Python is 3.12 or newer the kernel itself warns of this while it starts, before any cell.
os.environ["PYTHONWARNINGS"] = "error,ignore:There is no current event loop:DeprecationWarning"
# The start-up files and the settings of whoever runs the tests stay out of it.
os.environ["IPYTHONDIR"] = tempfile.mkdtemp(prefix="ipython-")
