"""A cluster marks as one machine does: the same results, none lost, none twice."""

import json
import os
import signal
import sys

import pytest
from distributed import KilledWorker, LocalCluster

from grading import __main__ as command
from grading import cluster as clusters
from grading import key, pool, release, results
from grading.box import Limits
from grading.submissions import collect
from tests.grading.hostile import half, make
from tests.grading.notebooks import honest

KEY = key.make("ps3")
PATIENT = Limits(seconds=5)


@pytest.fixture(scope="module")
def local():
    """Three worker processes, told nothing of warnings: those of Dask are none of ours."""
    said = os.environ.pop("PYTHONWARNINGS", None)
    try:
        with LocalCluster(
            n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None
        ) as started:
            yield started
    finally:
        if said is not None:
            os.environ["PYTHONWARNINGS"] = said


@pytest.fixture
def cluster(local):
    with clusters.connected(local.scheduler_address) as found:
        yield found


def hand_in(folder, number):
    """A class of honest students; {student: points}."""
    folder.mkdir()
    expected = {}
    for name, notebook, points in honest(number):
        (folder / f"{name}.ipynb").write_bytes(release.as_bytes(notebook))
        expected[name] = points
    return expected


def marked(folder, out, cluster=None, **more):
    how = {"limits": PATIENT, "say": lambda *_: None} | more
    return pool.mark(collect(folder, "x.ipynb"), KEY, out, cluster=cluster, **how)


def files(out):
    return {path.name: json.loads(path.read_text()) for path in out.glob("*.json")}


def test_the_same_files_as_on_this_machine(cluster, tmp_path):
    hand_in(tmp_path / "in", 6)
    for one in [one for one in make() if not one.slow][::40]:
        (tmp_path / "in" / f"{one.name}.ipynb").write_bytes(one.data)
    (tmp_path / "in" / "empty.ipynb").write_bytes(b"")
    marked(tmp_path / "in", tmp_path / "here", seed=5)
    marked(tmp_path / "in", tmp_path / "there", cluster, seed=5)
    assert len(files(tmp_path / "here")) > 8
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_a_worker_is_killed_in_the_middle(cluster, tmp_path):
    expected = hand_in(tmp_path / "in", 30)
    pids = cluster.client.run(os.getpid)
    written, stored = [], results.write

    def say(done, of, seconds):
        if done == 8:
            os.kill(next(iter(pids.values())), signal.SIGKILL)

    def write(file, result):
        written.append(file.name)
        stored(file, result)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "write", write)
        done = marked(tmp_path / "in", tmp_path / "out", cluster, say=say)
    assert {one["student"]: one["points"] for one in done} == expected
    assert len(done) == len(files(tmp_path / "out")) == len(written) == len(set(written)) == 30
    assert set(cluster.client.run(os.getpid).values()) != set(pids.values()), "nobody was killed"


def test_an_interrupted_run_goes_on_with_what_is_missing(cluster, tmp_path):
    expected = hand_in(tmp_path / "in", 12)

    def stop(done, of, seconds):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        marked(tmp_path / "in", tmp_path / "out", cluster, say=stop)
    before = files(tmp_path / "out")
    assert 3 <= len(before) < 12
    done = marked(tmp_path / "in", tmp_path / "out", cluster)
    after = files(tmp_path / "out")
    assert {one["student"]: one["points"] for one in done} == expected
    assert len(after) == 12
    assert {name: after[name] for name in before} == before, "seeds and all"


def test_what_takes_too_long_is_tried_again_alone(cluster, tmp_path):
    (tmp_path / "in").mkdir()
    loop = next(one for one in make() if one.name == "endless function")
    (tmp_path / "in" / "loop.ipynb").write_bytes(loop.data)
    (tmp_path / "in" / "half.ipynb").write_bytes(release.as_bytes(half()))
    done = marked(tmp_path / "in", tmp_path / "out", cluster, limits=Limits(seconds=1))
    assert {one["student"]: one["points"] for one in done} == {"half": 6, "loop": loop.points}


def test_the_command_marks_through_a_cluster(local, tmp_path, capsys):
    hand_in(tmp_path / "in", 2)
    given = ["mark", "ps3", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert command.main([*given, "--dask", local.scheduler_address, "--limit", "5"]) == 0
    assert "20/20  model 0" in capsys.readouterr().out
    assert len(files(tmp_path / "out")) == 2
    assert command.main([*given, "--dask", local.scheduler_address, "--unboxed"]) == 2
    assert "not for --dask" in capsys.readouterr().err


def test_workers_that_cannot_mark_are_refused(local, cluster, monkeypatch, tmp_path):
    monkeypatch.setattr(clusters, "version", lambda: "another")
    with (
        pytest.raises(clusters.NoCluster, match="another version of the project"),
        clusters.connected(local.scheduler_address),
    ):
        pass
    hand_in(tmp_path / "in", 2)  # and one that comes while marking goes on
    with pytest.raises(clusters.NoCluster, match="another version of the project"):
        marked(tmp_path / "in", tmp_path / "out", cluster)
    assert files(tmp_path / "out") == {}, "no student is blamed"


class Broken:
    """In place of a future: what comes of it when the cluster itself fails."""

    def __init__(self, problem):
        self.problem = problem

    def result(self):
        raise self.problem


def test_a_cluster_that_fails_is_no_fault_of_the_student(cluster, monkeypatch, tmp_path):
    hand_in(tmp_path / "in", 2)
    lost = Broken(ConnectionError("the scheduler has gone"))
    monkeypatch.setattr(cluster.client, "submit", lambda *_, **__: lost)
    with pytest.raises(clusters.NoCluster, match="the scheduler has gone"):
        marked(tmp_path / "in", tmp_path / "out", cluster)
    assert files(tmp_path / "out") == {}


def test_what_kills_workers_is_left_to_a_person(cluster, monkeypatch, tmp_path):
    hand_in(tmp_path / "in", 1)
    killed = Broken(KilledWorker("a task", None, 3))
    monkeypatch.setattr(cluster.client, "submit", lambda *_, **__: killed)
    (one,) = marked(tmp_path / "in", tmp_path / "out", cluster)
    assert one["status"] == "to be looked at"
    assert "several workers were lost" in one["sentence"]


def test_a_fault_of_the_marker_on_a_worker_is_left_to_a_person(cluster, tmp_path):
    hand_in(tmp_path / "in", 1)
    limits = Limits(seconds=5, steps="many")  # no number
    (one,) = marked(tmp_path / "in", tmp_path / "out", cluster, limits=limits)
    assert one["status"] == "to be looked at"
    assert "ValueError" in one["sentence"]


def test_where_there_is_no_cluster_it_says_so(monkeypatch):
    with (
        pytest.raises(clusters.NoCluster, match="There is no cluster at"),
        clusters.connected("tcp://127.0.0.1:9", patience=1),
    ):
        pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(clusters.NoCluster, match="make cluster"), clusters.connected("tcp://x:1"):
        pass


def test_only_bytes_travel(local, monkeypatch, tmp_path):
    """A worker may be on another machine: it is given no path, and finds nothing of ours."""
    hand_in(tmp_path / "in", 1)
    sent = []
    with clusters.connected(local.scheduler_address) as cluster:
        submit = cluster.client.submit

        def spy(*given, **how):
            sent.append(given)
            return submit(*given, **how)

        monkeypatch.setattr(cluster.client, "submit", spy)
        marked(tmp_path / "in", tmp_path / "out", cluster)
    assert len(sent) == 1
    assert str(tmp_path) not in repr(sent)
    assert isinstance(sent[0][1], bytes)
