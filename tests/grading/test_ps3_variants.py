"""Problem set 3 in its variants: each is whole, each has its own right answers, and its own key."""

import nbformat
import numpy as np
import pytest

from assignments.ps3_lstm_backprop import marking, mistakes, reference
from assignments.ps3_lstm_backprop.variants import KINDS, VARIANTS, edits
from grading import __main__ as command
from grading import key, release, source
from grading.check import check
from lstm_core import LSTM, LSTMParams
from tests.grading import proof

OTHERS = [number for number in VARIANTS if number]
POINTS = {"forward": 4, "synchronous": 2, "bptt": 6, "weights": 5, "update": 3}


@pytest.fixture
def drawn():
    """(params, x, eps) of a kind."""

    def draw(kind, size=(4, 2, 3)):
        rng = np.random.default_rng(18)
        params, x = marking._forward(rng, size, kind)
        return params, x, rng.normal(size=(size[0], size[2]))

    return draw


def largest(one, other):
    assert one.keys() == other.keys()
    return max(np.max(np.abs(one[name] - other[name])) for name in one)


def test_the_equations_agree_with_the_core(drawn):
    kind = KINDS[0]
    params, x, eps = drawn(kind)
    trace, deltas, grads = marking._run(params, x, kind, eps)
    assert largest(reference.forward(params, x, kind), trace) < 1e-12
    assert largest(reference.deltas(params, x, eps, kind), deltas) < 1e-12
    assert largest(reference.weight_gradients(params, x, eps, kind), grads) < 1e-12


def test_the_coupled_gates_agree_with_a_core_whose_weights_are_mirrored(drawn):
    """1 - σ(z) is σ(-z), so i = 1 - f is an input gate with minus the forget gate's weights."""
    kind = KINDS[1]
    params, x, eps = drawn(kind)
    mirrored = {f"{a}_i": -params[f"{a}_f"] for a in "wub"}
    cell, stored = LSTM(), LSTMParams.from_named(**params, **mirrored)
    trace = cell.forward(stored, x[:, None])
    deltas = cell.bptt(stored, trace, eps[:, None])
    named = cell.weight_gradient(trace, deltas).named()
    expected = {name: named[name] for name in params}
    expected |= {f"{a}_f": named[f"{a}_f"] - named[f"{a}_i"] for a in "wub"}
    assert largest(reference.weight_gradients(params, x, eps, kind), expected) < 1e-12
    total = marking._plain(deltas)
    total["f"] = total["f"] - total["i"]
    assert largest(reference.deltas(params, x, eps, kind), total) < 1e-12


@pytest.mark.parametrize("variant", VARIANTS)
def test_central_differences_agree(variant, drawn):
    kind, step = KINDS[variant], 1e-6
    params, x, eps = drawn(kind, (3, 2, 2))
    _, _, grads = marking._run(params, x, kind, eps)

    def loss(params):
        return np.sum(eps * reference.forward(params, x, kind)["h"].real)

    for name, array in params.items():
        for where in np.ndindex(array.shape):
            up, down = array.copy(), array.copy()
            up[where] += step
            down[where] -= step
            slope = (loss(params | {name: up}) - loss(params | {name: down})) / (2 * step)
            assert abs(slope - grads[name][where]) < 1e-8


@pytest.mark.parametrize("variant", OTHERS)
def test_what_is_released_is_whole_and_holds_no_answer(variant):
    nbformat.validate(nbformat.from_dict(release.student_notebook("ps3", variant)))
    assert len(proof.lines_of_solutions("ps3", variant)) > 25
    assert proof.leaked("ps3", variant) == []
    assert b"SOLUTION" not in proof.released("ps3", variant)
    asked = check("ps3", proof.released("ps3", variant), variant=variant)
    assert [line.split(": ")[1] for line in asked] == ["not done yet"] * 5


@pytest.mark.parametrize("variant", OTHERS)
def test_the_model_has_all_points_with_its_own_key_and_few_with_another(variant):
    model = release.model_notebook("ps3", variant)
    lines = check("ps3", release.as_bytes(model), variant=variant)
    assert [line[0] for line in lines] == ["✓"] * 5, lines
    assert proof.marks("ps3", model, variant=variant)[0]["points"] == 20
    for other in VARIANTS:
        if other != variant:
            assert proof.marks("ps3", model, variant=other)[0]["points"] <= 10, other


@pytest.mark.parametrize("variant", OTHERS)
def test_last_years_answers_dont_serve(variant):
    assert proof.marks("ps3", release.model_notebook("ps3"), variant=variant)[0]["points"] <= 10


@pytest.mark.parametrize("variant", OTHERS)
@pytest.mark.parametrize("label", POINTS)
def test_plain_loops_agree_and_every_mistake_gives_other_arrays(variant, label):
    question = marking.questions(variant)[label]
    for seed in (0, proof.SEED):
        cases = proof.drawn("ps3", label, variant, seed)
        assert proof.farthest(question, cases) < 1e-10
        assert proof.alike(question, cases) == []


@pytest.mark.parametrize("variant", OTHERS)
def test_a_variants_own_mistakes_are_named(variant):
    known = mistakes.of_kind(KINDS[variant])
    assert sum(map(len, known.values())) >= 25
    own = {
        label: [words for words in there.values() if words not in mistakes.MISTAKES[label].values()]
        for label, there in known.items()
    }
    assert any(own.values())
    for number in range(max(map(len, own.values()))):
        chosen = {label: words[number] for label, words in own.items() if len(words) > number}
        codes = {k: proof.wrong_code("ps3", k, words, variant) for k, words in chosen.items()}
        result, said = proof.marks("ps3", proof.answered("ps3", codes, variant), variant=variant)
        assert {label: said[label][2] for label in chosen} == chosen
        assert result["points"] == 20 - sum(POINTS[label] for label in chosen)


def test_keys_are_told_apart():
    made = [key.make("ps3", variant) for variant in VARIANTS]
    assert [one["variant"] for one in made] == list(VARIANTS)
    assert len({key.digest(one) for one in made}) == len(made) >= 4


def test_an_edit_that_no_longer_fits_is_refused():
    stored = source.notebook("ps3")
    with pytest.raises(ValueError, match="forward: expected once, found 0 times: 'xyzzy'"):
        source.edited(stored, {"forward": [("xyzzy", "")]})
    with pytest.raises(ValueError, match="forward: expected once, found 14 times"):
        source.edited(stored, {"forward": [("params", "")]})
    with pytest.raises(ValueError, match=r"edits of cells \['forwards'\]"):
        source.edited(stored, {"forwards": []})
    with pytest.raises(ValueError, match="expected one of"):
        edits(17)


def test_the_command_lists_and_releases_variants(tmp_path, capsys):
    assert command.main(["release", "ps3", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(VARIANTS)
    assert command.main(["release", "ps3", "--variant", "3", "--out", str(tmp_path)]) == 0
    assert key.read(tmp_path / "key.json") == key.make("ps3", 3)
    assert "4H" in (tmp_path / "student" / "ps3_lstm_backprop.ipynb").read_text()
    capsys.readouterr()
    assert command.main(["release", "ps3", "--variant", "17", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "no variant 17; it has these:" in said
    assert all(words in said for words in VARIANTS.values())


def test_a_key_of_another_assignment_is_refused(tmp_path, capsys):
    command.main(["release", "ps1", "--out", str(tmp_path)])
    given = ["mark", "ps3", str(tmp_path), "--out", str(tmp_path / "out")]
    assert command.main([*given, "--key", str(tmp_path / "key.json")]) == 2
    assert "The key is one of ps1" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
