"""Every displayed equation holds, and its check would notice if it did not.

One test per equation, one per spoiled version of a right side, and one for the rules that tie the
notebooks to the checks. See ``tests/equations/__init__.py`` for how a check is written.
"""

from functools import cache

import pytest

from tests import notebook_text as text
from tests.equations import displays, load

CHECKS = load()


@cache
def pairs(k):
    return CHECKS[k].pairs()


def spoiled(checks):
    """(tag, k, pair number, mutant) for every spoiled right side. A check that can't be set up has
    none here; it fails in test_equation_holds."""
    for k, check in enumerate(checks):
        try:
            for j, pair in enumerate(pairs(k)):
                for mutant in pair.mutants():
                    yield pytest.param(k, j, mutant, id=f"{check.tag}: {mutant}")
        except Exception:
            continue


def test_there_are_notebooks():
    assert text.NOTEBOOKS, "no notebooks were found, so no equation was checked"


def test_every_display_has_its_check_and_every_check_its_display():
    wrong = displays.violations(text.NOTEBOOKS, CHECKS)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("k", range(len(CHECKS)), ids=lambda k: CHECKS[k].tag)
def test_equation_holds(k):
    tag, module = CHECKS[k].tag, CHECKS[k].setup.__module__.rpartition(".")[2]
    home = f"nb{int(tag.partition('.')[0]):02}"
    assert module.partition("_")[0] == home, f"({tag}) stands in {module}.py"
    for pair in pairs(k):
        wrong = pair.disagreement()
        assert wrong is None, f"({tag}) {pair.left} = {pair.right}: {wrong}"
        assert pair.mutants(), f"({tag}) {pair.right}: there is no way to spoil this right side"


@pytest.mark.parametrize(("k", "j", "mutant"), list(spoiled(CHECKS)))
def test_a_spoiled_equation_is_noticed(k, j, mutant):
    pair = pairs(k)[j]
    assert not pair.survives(mutant), (
        f"({pair.tag}) the check does not tell\n    {pair.right}\nfrom the wrong\n    {mutant}\n"
        "Choose more general numbers in its setup (no zeros, no ones, several signs), or write the "
        "right side without the part that does not matter."
    )
