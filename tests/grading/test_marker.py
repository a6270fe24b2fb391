"""The marker without its box: reading, keeping, refusing."""

import io

import pytest

from grading import __main__ as command
from grading import key, pool, reading, release, results
from grading.box import Limits, run, walls
from grading.box.inside import find
from grading.source import BEGIN, END, Cell, with_stub
from grading.submissions import collect
from tests.grading.hostile import half, write
from tests.grading.hostile.files import FILES

KEY = key.make("ps3")
UNREADABLE = [
    "empty", "only spaces", "cut in the middle", "random bytes", "a picture", "a program", "null",
    "a list", "nested without end", "no cells", "cells are text", "too large",
]  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_gets_one_sentence(name):
    with pytest.raises(reading.Unreadable) as found:
        reading.cells(FILES[name][0](half()))
    sentence = str(found.value)
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    assert sentence.isprintable()


def cell(text, label=""):
    statements, problem = find.parsed(text)
    assert problem is None
    return label, find.defines(statements)


def test_cells_are_found_by_label_and_else_by_the_function():
    questions = [{"label": "q", "function": "f"}]
    full, stub = "def f(x):\n    return x", "def f(x):\n    raise NotImplementedError()"
    for cells, wanted in [
        ([cell(full, "q"), cell(full)], 0),  # the label decides
        ([cell(full), cell("x = 1", "q")], 0),  # the labelled cell has lost it
        ([cell(full), cell(full, "old")], 1),  # no label: the last, as when it is run
        ([cell(full), cell(stub, "q")], 0),  # done elsewhere
        ([cell(full, "q"), cell(stub, "q")], 0),  # copied, and the copy emptied
        ([cell("f = lambda x: x", "q")], 0),
    ]:
        assert find.answers(cells, questions) == {"q": wanted}
    assert find.answers([cell("x = 1", "q")], questions) == {}


def test_lines_of_ipython_are_passed_over():
    statements, problem = find.parsed(
        "%%time\n%matplotlib inline\n!ls\nnp.sum?\nif 1:\n    %x\ny = 1"
    )
    assert problem is None
    assert len(statements) == 5


def test_a_damaged_source_is_refused():
    for text in (BEGIN, END, f"{BEGIN}\n{BEGIN}\n{END}"):
        with pytest.raises(ValueError, match="a solution"):
            with_stub(Cell("q", "code", text))


def test_a_fault_of_a_run_is_told_from_a_stall(monkeypatch):
    """Which steps are left out, and when, with a box that is only played."""
    job = {"cells": [{}, {}], "questions": [{"label": "q"}]}
    bad = {"cell:1": "stalled"}
    seen = []

    def played(job, room, limits, boxed, result):
        seen.append(limits.seconds)
        for step in ("cell:0", "cell:1", "call:q"):
            if step not in job["skip"]:
                result.step = step
                if step in bad:
                    return bad[step]
                result.finished.add(step)
        return "done"

    monkeypatch.setattr(run, "_once", played)
    with pytest.raises(run.Suspect):
        run.run(job, None, Limits(seconds=1), confirm=None)
    seen.clear()
    done = run.run(job, None, Limits(seconds=1))
    assert done.left_out == {"cell:1": "stalled"}
    assert seen == [1, 3, 1]  # found, confirmed with three times the limit, and without it
    bad["cell:1"] = "died"
    seen.clear()
    assert run.run(job, None, Limits(seconds=1)).left_out == {"cell:1": "died"}
    assert seen == [1, 1, 1]
    bad["start"] = "died"
    bad.clear()
    assert run.run(job, None, Limits(seconds=1)).left_out == {}


def test_where_there_is_no_box_mark_refuses_and_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(walls.sys, "platform", "darwin")
    walls.why_not.cache_clear()
    try:
        assert command.main(["mark", "ps3", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    finally:
        monkeypatch.undo()
        walls.why_not.cache_clear()
    said = capsys.readouterr().err
    assert "this is darwin" in said
    assert "WSL2" in said
    assert "Linux container" in said
    assert not (tmp_path / "out").exists()


def test_where_dask_is_missing_mark_says_how_to_have_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(walls.sys.modules, "distributed", None)
    given = ["mark", "ps3", str(tmp_path), "--out", str(tmp_path / "out")]
    assert command.main([*given, "--dask", "tcp://host:8786"]) == 2
    assert "`make cluster` installs it into build/cluster" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_where_bubblewrap_is_missing_it_is_named(monkeypatch):
    monkeypatch.setattr(walls.sys, "platform", "linux")
    monkeypatch.setattr(walls.shutil, "which", lambda name: None if name == "bwrap" else name)
    assert walls.why_not.__wrapped__() == "bwrap can't be found"


def test_unboxed_marks_ones_own_files_and_says_so(tmp_path, capsys):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "me.ipynb").write_bytes(release.as_bytes(release.model_notebook("ps3")))
    assert command.main(["mark", "ps3", str(folder), "--out", str(out), "--unboxed"]) == 0
    assert "20/20  me (unboxed)" in capsys.readouterr().out
    stored = [results.read(path) for path in out.glob("*.json")]
    assert [one["unboxed"] for one in stored] == [True]
    assert isinstance(stored[0]["seed"], int)


def test_an_interrupted_run_goes_on_and_runs_nothing_twice(monkeypatch, tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for k in range(6):
        (folder / f"s{k}.ipynb").write_bytes(b"%d" % k)
    runs = []

    def played(data, key, seed, **_):
        runs.append(data)
        if data == b"3" and runs.count(data) == 1:
            raise KeyboardInterrupt
        return pool.unreadable(key, "", "played", boxed=False) | {"seed": seed}

    monkeypatch.setattr(pool, "grade", played)
    found = collect(folder, "x.ipynb")
    with pytest.raises(KeyboardInterrupt):
        pool.mark(found, KEY, out, boxed=False, workers=1, say=print)
    before = len(list(out.glob("*.json")))
    assert 0 < before < 6
    for _ in range(2):
        assert len(pool.mark(found, KEY, out, boxed=False, workers=2, say=print)) == 6
    assert sorted(runs) == [b"0", b"1", b"2", b"3", b"3", b"4", b"5"]
    assert len(list(out.glob("*.json"))) == 6


def test_a_half_written_result_does_not_count(tmp_path):
    file = results.path(tmp_path, "ana/../<b>", "a" * 64, "b" * 64)
    assert file.parent == tmp_path
    file.write_text('{"status": "marked", "poi')
    assert results.read(file) is None
    results.write(file, {"status": "marked"})
    assert results.read(file) == {"status": "marked"}
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_second_run_on_the_same_folder_is_refused(tmp_path):
    with results.alone(tmp_path), pytest.raises(SystemExit), results.alone(tmp_path):
        pass


def test_strange_entries_of_the_folder_are_read_without_waiting(tmp_path):
    number = write(tmp_path, [])
    found = collect(tmp_path, "ps3_lstm_backprop.ipynb")
    assert len(found) == number == len({one.student for one in found})
    for one in found:
        with pytest.raises(reading.Unreadable, match=r".+\."):
            reading.cells(one.data())


def test_what_no_encoding_has_does_not_come_further():
    for cell in reading.cells(FILES["lone surrogates"][0](half())):
        assert cell["source"].encode()


def test_the_bar_says_how_far_and_how_long():
    stream = io.StringIO()
    say = pool.progress(stream)
    for done in range(1, 21):
        say(done, 20, 2.0 * done)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11  # a line for each tenth
    assert lines[5].startswith("[###############...............] 10 of 20, about 20 s left")
