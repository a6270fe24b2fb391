"""Prints every displayed equation, and by how much its two sides differ: `make equations`."""

import sys

from tests import notebook_text as text
from tests.equations import load
from tests.equations.listing import tell

if __name__ == "__main__":
    sys.exit(tell(text.NOTEBOOKS, load()))
