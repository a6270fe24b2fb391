"""Every lecture in JupyterLab: every control moved, every picture right, the exported page too."""

import pytest

from tests import notebook_text as text
from tests.browser import export
from tests.browser.lab import Lab


@pytest.mark.parametrize("path", text.NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lecture_under_the_hand(browser, server, path):
    with Lab(browser, server, server.take(path)) as lab:
        lab.drive()
        assert not lab.wrong, "\n" + "\n".join(lab.wrong)
        assert lab.models, "there is no live figure"
        lab.compare()
        wrong = lab.wrong + export.faults(browser, lab.save())
    wrong += [line for line in server.complaints() if line not in wrong]
    assert not wrong, "\n" + "\n".join(wrong)
