"""What is interrupted goes on where it stopped, and gives what it would have given."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from experiments import embedded_reber, trials

WANTED = [{**trial, "limit": 200} for trial in embedded_reber.trials("small")]
RUN = """
from pathlib import Path
from experiments.trials import run_all
if __name__ == "__main__":
    run_all("embedded_reber", {wanted!r}, workers=1, folder=Path({folder!r}))
"""


def results(folder):
    lines = trials.finished("embedded_reber", folder)
    return {trials.key(line["trial"]): line["result"] for line in lines}


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    told = []
    assert trials.run_all("embedded_reber", WANTED, 2, folder, told.append) == len(WANTED)
    assert len(told) == len(WANTED)
    return results(folder)


def test_all_is_written_down_with_its_seed(uninterrupted):
    assert list(map(trials.key, WANTED)) == sorted(
        uninterrupted, key=list(map(trials.key, WANTED)).index
    )
    assert all("seed" in trial for trial in WANTED)
    assert all(result["curve"] for result in uninterrupted.values())


def test_killed_and_begun_again_gives_the_same(tmp_path, uninterrupted):
    """The hard way: the process dies, and the line it would have written is torn."""
    script = tmp_path / "run.py"
    script.write_text(RUN.format(wanted=WANTED, folder=str(tmp_path)), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while process.poll() is None and not trials.finished("embedded_reber", tmp_path):
            time.sleep(0.02)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    before = results(tmp_path)
    assert before
    with open(trials.path_of("embedded_reber", tmp_path), "a", encoding="utf-8") as file:
        file.write('{"trial": {"network": "GR')
    assert results(tmp_path) == before
    left = trials.missing("embedded_reber", WANTED, tmp_path)
    assert len(left) == len(WANTED) - len(before)
    assert trials.run_all("embedded_reber", WANTED, 1, tmp_path, lambda _: None) == len(left)
    assert results(tmp_path) == uninterrupted
    assert trials.run_all("embedded_reber", WANTED, 1, tmp_path) == 0


def test_a_line_is_whole_or_it_is_not_there(tmp_path):
    for number in range(3):
        trials.write("adding", {"trial": {"seed": number}}, tmp_path)
        with open(trials.path_of("adding", tmp_path), "ab") as file:
            file.write(b'{"trial": {"seed"')
    trials.write("adding", {"trial": {"seed": 3}}, tmp_path)
    text = trials.path_of("adding", tmp_path).read_text(encoding="utf-8")
    assert [json.loads(line)["trial"]["seed"] for line in text.splitlines()] == [0, 1, 2, 3]


def test_a_line_that_is_no_line_is_told(tmp_path):
    trials.path_of("adding", tmp_path).write_text('{"trial": {}}\nhello\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: expected JSON, got 'hello'"):
        trials.finished("adding", tmp_path)


def test_an_error_in_a_trial_is_not_swallowed(tmp_path):
    wanted = [{**WANTED[0], "network": "perceptron"}]
    with pytest.raises(ValueError, match=r"expected one of .* got 'perceptron'"):
        trials.run_all("embedded_reber", wanted, 1, tmp_path)
    assert trials.finished("embedded_reber", tmp_path) == []
