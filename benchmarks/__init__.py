"""Speed and memory, always beside a peer in the same run: ``make bench``."""

import os

# One thread for everyone. A library reads this when it is loaded, so it is said before any is.
for _name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"
