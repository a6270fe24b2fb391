"""Every number in the prose of the notebooks is asserted or listed. The rules: ``prose.py``."""

from tests import notebook_text as text
from tests import prose_rules


def test_every_number_in_the_prose_is_asserted_or_listed():
    assert text.NOTEBOOKS, "no notebooks were found"
    wrong = prose_rules.violations(text.NOTEBOOKS, prose_rules.table())
    assert not wrong, "\n" + "\n".join(wrong)
