"""Every slider, box, choice and button of every notebook works. How: ``widget_driver.py``."""

import pytest

from tests import notebook_text as text
from tests import widget_driver, widget_table


def test_the_table_speaks_of_notebooks_that_exist():
    assert text.NOTEBOOKS, "no notebooks were found"
    stems = {path.stem for path in text.NOTEBOOKS}
    assert {row["notebook"] for row in widget_table.table()} <= stems


@pytest.mark.parametrize("path", text.NOTEBOOKS, ids=lambda path: path.stem)
def test_widgets(path, tmp_path):
    wrong = widget_driver.violations(path, widget_table.table(), tmp_path / "kernel.log")
    assert not wrong, "\n" + "\n".join(wrong)
