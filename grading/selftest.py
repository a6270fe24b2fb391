"""The marker marks what it knows: the model, the untouched notebook, mistakes, hostile ones.

An instructor runs this once on the machine that is to mark. The hostile notebooks are made by the
tests' generator, so the whole project has to be there.
"""

from grading import key as keys
from grading import release
from grading.box import Limits, expect_box
from grading.box.rooms import furnished
from grading.grade import grade

SEED = 18


def selftest(name, limits=None, boxed=True, hostile=None, variant=0):
    """Print what was found; the exit status. ``hostile``: how many of them, None for all."""
    from tests.grading import load, notebooks

    limits, wrong = limits or Limits(), []
    key = keys.make(name, variant)
    slips = notebooks.all_slips(name, variant)
    if boxed:
        expect_box()
    out_of = sum(question["points"] for question in key["questions"])
    with furnished(keys.marking(key).CORE) as room:

        def points(notebook):
            data = release.as_bytes(notebook)
            return grade(data, key, SEED, limits=limits, boxed=boxed, room=room)

        for what, notebook, expected in (
            ("model", release.model_notebook(name, variant), out_of),
            ("untouched", release.student_notebook(name, variant), 0),
        ):
            result = points(notebook)
            print(f"{what}: {result['points']:g} of {out_of:g} points")
            wrong += [what] * (result["points"] != expected)
        named = 0
        for label, words in slips:
            result = points(notebooks.with_slip(name, label, words, variant))
            found = next(one for one in result["questions"] if one["label"] == label)
            lost = found["out_of"] - found["points"]  # of a table, what the slip's numbers bring
            good = found["mistake"] == words and lost > 0
            good = good and result["points"] == out_of - lost
            named += good
            wrong += [f"{label}: {words}"] * (not good)
        print(f"known mistakes: {named} of {len(slips)} named, one step each")
    if boxed:
        problems, took, number = load.marked(
            0, hostile, name=name, variant=variant, seconds=limits.seconds
        )
        print(f"hostile notebooks: {number} marked in {took:.0f} s, {len(problems)} wrong")
        wrong += problems
    else:
        print("hostile notebooks: not without the box")
    print("\n".join(wrong) if wrong else "Everything is as it should be.")
    return int(bool(wrong))
