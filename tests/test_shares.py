"""The picture of the answers shows the four lists that it is handed, and nothing of its own."""

import numpy as np
import pytest

from figures.shares import LARGEST, Answers

LOGITS, SAID = np.array([2.0, 1.0, -1.0]), np.array([0.7, 0.2, 0.1])
TARGET, BACK = np.array([0.0, 1.0, 0.0]), np.array([0.7, -0.8, 0.1])


def heights(line):
    return np.array(line.get_ydata(), float)


@pytest.fixture
def shown():
    made = Answers(("A", "B", "C"))
    made.show(LOGITS, SAID, TARGET, BACK)
    return made


def test_each_panel_has_its_list(shown):
    for (stems, heads, words, _, _), values in zip(shown._rows, (LOGITS, SAID, BACK), strict=True):
        assert np.array_equal(heights(heads), values)
        assert np.array_equal(heights(stems)[1::3], values)
        assert np.array_equal(heights(stems)[0::3], np.zeros(3))
        told = [float(word.get_text().replace("−", "-")) for word in words]
        assert told == pytest.approx(list(values), abs=1e-3)
    assert np.array_equal(heights(shown._target), TARGET)


def test_a_negative_stem_has_its_number_below(shown):
    for _, _, words, _, _ in shown._rows[::2]:
        for word in words:
            negative = word.get_text().startswith("−")
            assert word.get_va() == ("top" if negative else "bottom")
            assert (word.get_position()[1] < 0) == negative


def test_what_leaves_the_axes_is_held_at_the_edge_and_its_number_is_told(shown):
    shown.show(np.array([9.0, 1.0, -7.5]), SAID, TARGET, BACK)
    stems, heads, words, _, _ = shown._rows[0]
    assert heights(stems)[1::3].tolist() == [LARGEST, 1.0, -LARGEST]
    assert np.isnan(heights(heads)).tolist() == [True, False, True]
    assert [word.get_text() for word in words] == ["9", "1", "−7.5"]


def test_showing_again_leaves_nothing_of_the_last_time(shown):
    shown.show(*np.zeros((4, 3)))
    for _, heads, words, _, _ in shown._rows:
        assert not heights(heads).any()
        assert {word.get_text() for word in words} == {"0"}
    assert not heights(shown._target).any()
