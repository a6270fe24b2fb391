"""The digits' part of RESULTS.md: how they were read, what was seen too early, what was tried."""

from experiments.digit_choices import BASELINE, CHOSEN, CHOSEN_C, READERS, STEPS, found, per_cent
from experiments.intervals import mean_and_range, wilson
from experiments.table import markdown

NAMES = {T: name for name, T in STEPS.items()} | {1: "all at once"}


def table(lines):
    """One row for each way to read and each network; below, what the settings were chosen by."""
    test = [line for line in lines if line["trial"]["held_out"] == "test"]
    chosen = [line for line in test if as_chosen(line["trial"])]
    others = [line for line in test if not as_chosen(line["trial"])]
    parts = [
        f"Judged on {_images(test)} images with settings that were chosen on others. The interval "
        "is Wilson's for the mean share, of so many images, whatever the seeds:",
        _judged(chosen),
    ]
    if others:
        parts += [
            "Results of the same test that had been seen before the numbers of epochs were chosen "
            "on the validation images, as above. Pixel by pixel, forty epochs had once been taken "
            "because of them:",
            _judged(others),
        ]
    tried = [line for line in lines if line["trial"]["held_out"] == "validation"]
    if tried:
        parts += [
            f"What was tried, on {_images(tried)} other images: right in per cent, the mean of "
            "three seeds with the worst and the best, or one seed. What was chosen is in bold. "
            "First the step size eta (logistic regression: C), then, with it, the epochs. Nothing "
            "else was searched: units, batches, noise, clipping and the first biases were set by "
            "hand.",
            *(_tried(tried, what) for what in ("C", "eta", "epochs")),
        ]
    return "\n\n".join(parts)


def as_chosen(trial):
    """Whether a trial has the settings that were chosen."""
    if trial["network"] == BASELINE:
        return trial["C"] == CHOSEN_C
    return (trial["eta"], trial["epochs"]) == CHOSEN[trial["network"], trial["T"]]


def _judged(lines):
    groups = {}
    for line in lines:
        trial = line["trial"]
        one = (_place(trial), trial.get("epochs", ""), trial.get("eta", ""))
        groups.setdefault(one, []).append(line)
    rows = []
    for (_, epochs, eta), group in sorted(groups.items()):
        trial, shares = group[0]["trial"], [per_cent(line) for line in group]
        images = group[0]["result"]["images"]
        low, high = wilson(images * sum(shares) / len(shares) / 100, images)
        rows.append([
            NAMES[trial["T"]], trial["network"], f"{group[0]['result']['weights']:,}", eta, epochs,
            len(group), mean_and_range(shares, digits=3), f"{100 * low:.1f} to {100 * high:.1f}",
            mean_and_range([line["seconds"] for line in group]),
        ])  # fmt: skip
    head = ["read", "network", "weights", "eta", "epochs", "seeds", "right in per cent",
            "95 % interval", "seconds"]  # fmt: skip
    return markdown(head, rows)


def _tried(lines, what):
    """A row for each reader, a column for each setting."""
    readers = [(BASELINE, 1)] if what == "C" else READERS
    tried = {one: found(lines, *one, what) for one in readers}
    settings = sorted({setting for shares in tried.values() for setting in shares})
    rows = []
    for (name, T), shares in tried.items():
        chosen = CHOSEN_C if what == "C" else CHOSEN[name, T][what == "epochs"]
        row = [NAMES[T], name]
        for setting in settings:
            words = mean_and_range(shares.get(setting, []), digits=3)
            row.append(f"**{words}**" if setting == chosen else words)
        rows.append(row)
    return markdown(["read", "network", *(f"{what} {setting}" for setting in settings)], rows)


def _place(trial):
    order = [(BASELINE, 1), *READERS]
    return order.index((trial["network"], trial["T"]))


def _images(lines):
    return " or ".join(str(n) for n in sorted({line["result"]["images"] for line in lines})) or "no"
