"""`python -m experiments [NAME ...] [--size SIZE] [--workers N]` (make experiments)."""

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec

from experiments import NAMES
from experiments.table import write_table
from experiments.trials import run_all


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m experiments", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--size", choices=("small", "lecture", "full"), default="full")
    parser.add_argument(
        "--workers", type=int, help="trials at once; one for each core if not given"
    )
    parser.add_argument("--table", action="store_true", help="only write RESULTS.md anew")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"expected names of {list(NAMES)}, got {unknown}")
    if options.workers is not None and options.workers < 1:
        parser.error(f"--workers: expected a number of at least 1, got {options.workers}")
    try:
        for name in () if options.table else options.names or NAMES:
            if name == "beside_torch" and not (find_spec("torch") and find_spec("benchmarks")):
                print("beside_torch needs PyTorch (make torch), and is left out.")
                continue
            # What is measured has the machine for itself.
            workers = 1 if name == "beside_torch" else options.workers
            wanted = import_module(f"experiments.{name}").trials(options.size)
            run_all(name, wanted, workers, told=_tell)
    except KeyboardInterrupt:
        print("Interrupted; what has ended is written down, and the next call goes on from there.")
        return 1
    finally:
        print(write_table())
    return 0


def _tell(sentence):
    """The table is in step with the lines after each trial, not only at the end."""
    print(sentence, flush=True)
    write_table()


if __name__ == "__main__":
    sys.exit(main())
