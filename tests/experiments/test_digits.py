"""The digits: a split that never changes, networks that learn, and runs that may be interrupted."""

import hashlib

import numpy as np
import pytest
from sklearn.datasets import load_digits

import lstm_core as core
from experiments import digits, trials
from experiments.digit_images import parts, sides, signal
from experiments.digit_lesson import Lesson
from experiments.digit_rivals import baseline, hidden_layer, weights
from experiments.digit_training import Batches, Training, at_the_end, shares

SHORT = {"held_out": "validation", "batch": 32, "clip": 1.0, "noise": 0.3, "units": 16}


def short(name="GRU", T=8, seed=0, **other):
    return {"network": name, "T": T, "seed": seed, "keep": 1.0, "eta": 0.01, "epochs": 2,
            **SHORT, **other}  # fmt: skip


def test_the_split_is_always_the_same():
    """By number: whoever shuffles anew, or takes another share, changes what was published."""
    sizes = {name: len(part.digits) for name, part in parts().items()}
    assert sizes == {"training": 1149, "validation": 288, "test": 360}
    text = " ".join(str(number) for name in sizes for number in parts()[name].numbers)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "b75538290878fe98"


def test_no_image_is_in_two_parts_and_none_is_lost():
    numbers = np.concatenate([part.numbers for part in parts().values()])
    assert sorted(numbers) == list(range(1797))
    for held_out in ("validation", "test"):
        learnt, judged = sides(held_out)
        assert not set(learnt.numbers) & set(judged.numbers)
        assert not set(learnt.numbers) & set(parts()["test"].numbers)


def test_no_image_looks_the_same_as_one_of_another_part():
    """Not by number alone: a copy of a test image among those learnt from would be a hint."""
    seen = [{image.tobytes() for image in part.pixels} for part in parts().values()]
    assert sum(map(len, seen)) == len(set.union(*seen)) == 1797


def test_the_images_are_those_of_scikit_learn_and_every_digit_has_its_share():
    whole = load_digits()
    for part in parts().values():
        assert np.array_equal(part.pixels * 16, whole.images[part.numbers])
        assert np.array_equal(part.digits, whole.target[part.numbers])
        assert part.pixels.min() == 0
        assert part.pixels.max() == 1
        due = np.bincount(whole.target) * len(part.digits) / 1797
        assert np.abs(np.bincount(part.digits, minlength=10) - due).max() <= 1


def test_the_parts_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        parts()["test"].pixels[0] = 0.0


def test_an_image_is_read_from_the_top_left():
    pixels = np.arange(128.0).reshape(2, 8, 8)
    rows, points = signal(pixels, 8), signal(pixels, 64)
    assert rows[3, 1].tolist() == pixels[1, 3].tolist()
    assert points[:, 1, 0].tolist() == pixels[1].ravel().tolist()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: signal(np.zeros((5, 64)), 8),
            r"pixels: expected shape \(B, 8, 8\), got \(5, 64\)",
        ),
        (lambda: signal(np.zeros((5, 8, 8)), 16), r"T: expected one of .*, got 16"),
        (lambda: sides("training"), 'expected "validation" or "test", got \'training\''),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_only_the_last_step_is_judged():
    rng = np.random.default_rng(0)
    logits, said = rng.normal(size=(4, 3, 10)), np.array([7, 0, 9])
    value, dlogits = at_the_end(logits, said)
    assert not dlogits[:3].any()
    assert np.allclose(
        dlogits, core.numerical_gradient(lambda z: at_the_end(z, said)[0], logits), atol=1e-7
    )
    shares = np.exp(logits[-1]) / np.exp(logits[-1]).sum(axis=1, keepdims=True)
    assert value == pytest.approx(-np.log(shares[range(3), said]).mean(), rel=1e-12)


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("name", digits.NETWORKS)
def test_the_loss_falls_to_a_third(name, seed):
    made = Training(short(name, seed=seed, epochs=12))
    losses = [epoch.loss for epoch in made.steps()]
    first, last = np.mean(losses[: made.batches // 3]), np.mean(losses[-made.batches // 3 :])
    assert last < first / 3


def test_every_epoch_goes_through_all_images_once():
    made = Training(short(noise=0.0))
    for epoch in range(2):
        read = [made.batch(epoch * made.batches + k) for k in range(made.batches)]
        pixels = np.concatenate([x for x, _ in read], axis=1).swapaxes(0, 1)
        assert {image.tobytes() for image in pixels} == {
            image.tobytes() for image in made.learnt.pixels
        }
        assert sum(len(said) for _, said in read) == len(made.learnt.digits)
    assert not np.array_equal(made.batch(0)[1], made.batch(made.batches)[1])


@pytest.mark.parametrize("at", [20, 60])
def test_a_training_goes_on_where_it_was_interrupted(at):
    """Before and after the step size has become smaller, and the numbers stay the same."""
    whole = list(Training(short()).steps())
    begun = Training(short()).steps()
    first = [next(begun) for _ in range(at)]
    rest = list(Training(short()).steps(resume=first[-1]))
    assert [e.number for e in first + rest] == [e.number for e in whole]
    assert [e.loss for e in first + rest] == [e.loss for e in whole]
    for one, other in zip(rest[-1].params, whole[-1].params, strict=True):
        assert all(map(np.array_equal, one, other))


def test_a_lesson_that_was_stopped_goes_on_and_gives_the_same():
    """The networks take turns, and each learns as it would alone."""
    trials_of_two = [short("tanh RNN"), short("GRU")]
    whole, stopped = Lesson(trials_of_two), Lesson(trials_of_two)
    assert list(whole.train()) == [0.25, 0.5, 0.75, 1.0]
    work = stopped.train()
    next(work)
    work.close()
    assert "tanh RNN" in stopped.sentence()
    assert "GRU" not in stopped.sentence()
    assert list(stopped.train()) == [0.5, 0.75, 1.0]
    assert stopped.curves == whole.curves
    alone = Training(short("GRU")).learn()
    assert np.array_equal(alone.params[0].u, whole.latest["GRU"].params[0].u)
    stopped.begin_anew()
    assert stopped.sentence() == "Not trained yet."


def test_shares_are_a_softmax_that_does_not_overflow():
    given = shares(np.array([[1000.0, 999.0, -1000.0]]))
    assert np.allclose(given, [[1 / (1 + np.exp(-1)), 1 / (1 + np.e), 0.0]], rtol=1e-12)


def test_finished_trials_are_not_run_again_and_the_rest_gives_the_same(tmp_path):
    wanted = [digits.trials("small")[0], short(epochs=1), short("tanh RNN", T=64, epochs=1)]
    lines = [trials.outcome("digits", trial) for trial in wanted]
    trials.write("digits", lines[0], tmp_path)
    assert trials.missing("digits", wanted, tmp_path) == wanted[1:]
    with open(trials.path_of("digits", tmp_path), "a", encoding="utf-8") as file:
        file.write('{"trial": {"network": "GR')  # the machine died here
    for trial in trials.missing("digits", wanted, tmp_path):
        trials.write("digits", trials.outcome("digits", trial), tmp_path)
    there = trials.finished("digits", tmp_path)
    assert [line["trial"] for line in there] == wanted
    assert [line["result"] for line in there] == [line["result"] for line in lines]


def test_the_verdict_counts_what_was_taken_for_what():
    images = parts()["test"]
    said = images.digits.copy()
    place = np.flatnonzero(images.digits == 8)[:2]
    said[place] = 1
    verdict = digits.verdict(images, said)
    assert verdict["right"] == 358
    assert verdict["images"] == 360
    assert verdict["confusion"][8][1] == 2
    assert verdict["misread"] == [[number, 1] for number in images.numbers[place]]
    assert np.sum(verdict["confusion"], axis=1).tolist() == np.bincount(images.digits).tolist()


def test_the_hidden_layer_learns_from_the_batches_of_the_networks():
    trial = {"T": 1, "seed": 2, "held_out": "validation", "units": 6, "batch": 32, "noise": 0.3,
             "epochs": 2, "eta": 0.01}  # fmt: skip
    batches = Batches(trial)
    x, said = batches.batch(3)
    of_rows, same = Training(short(seed=2)).batch(3)
    assert np.array_equal(said, same)
    assert x.shape == (1, 32, 64)
    assert of_rows.shape == (8, 32, 8)
    first, second = (list(hidden_layer(trial))[-1][1] for _ in range(2))
    assert weights(first) == 64 * 6 + 6 + 60 + 10
    assert all(map(np.array_equal, first.coefs_, second.coefs_))
    *_, (epochs, learnt) = hidden_layer(trial | {"epochs": 8, "units": 32})
    right = learnt.predict(batches.judged.pixels.reshape(-1, 64)) == batches.judged.digits
    assert epochs == 8
    assert right.mean() > 0.85


def test_logistic_regression_has_a_weight_for_every_pixel_and_digit():
    assert weights(baseline(parts()["validation"], 0.01)) == 650
