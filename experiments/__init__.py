"""The founding experiments, run with the lecture's own cells, and what came out of them.

    python -m experiments                       all of them, in full (make experiments)
    python -m experiments adding --size small   one of them, in a few seconds

One module is one experiment. It has

    TITLE                one line for the table
    trials(size)         the trials of a size, "small", "lecture" or "full": plain dicts, each with
                         its seed, which say all that a trial depends on
    run(trial)           a generator: it yields the share that is done, 0 .. 1, and returns the
                         result, a plain dict
    table(lines)         Markdown, from the finished trials

``trials`` runs them on all cores and writes each one down as it ends; ``table`` makes RESULTS.md.
"""

NAMES = (
    "embedded_reber", "continual_reber", "endless_reber", "adding", "digits", "beside_torch",
)  # fmt: skip
