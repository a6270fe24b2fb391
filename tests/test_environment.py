"""One environment, told in four places: pyproject.toml, the lock, environment.yml, the README.

pyproject.toml is what a person edits. These tests keep the other three from drifting away from it.
"""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

# packaging comes with pytest, which stands on it.
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [
    Requirement(line)
    for line in PROJECT["project"]["dependencies"]
    + PROJECT["dependency-groups"]["dev"]
    + PROJECT["build-system"]["requires"]
]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def lock():
    """The lock's requirements, each as (Requirement, list of what follows it)."""
    lines = read("requirements.txt").replace("\\\n", " ").splitlines()
    assert lines, "the lock is empty"
    entries = [re.split(r"\s+(?=--)", line.strip()) for line in lines]
    return [(Requirement(entry), options) for entry, *options in entries]


def conda():
    """What environment.yml wants: {name: bound}, and the list under `pip:`.

    The file is a plain list, so it is read as one: a line of any other form is an error.
    """
    body = read("environment.yml").split("\ndependencies:\n")[1].splitlines()
    forms = [re.fullmatch(r"  - ([a-z][a-z0-9-]*)((?:[<>=!]=?[0-9.,]+)*)", line) for line in body]
    pip = body.index("  - pip:")
    odd = [line for line, form in zip(body[:pip], forms, strict=False) if not form]
    assert not odd, f"environment.yml: not of the form 'name>=version': {odd}"
    return {form[1]: form[2] for form in forms[:pip]}, [line.strip() for line in body[pip + 1 :]]


def test_the_conda_environment_is_that_of_pyproject():
    elsewhere = {"playwright": "playwright-python"}  # conda-forge calls it so
    names = [canonicalize_name(one.name) for one in WANTED]
    bounds = [str(one.specifier) for one in WANTED]
    wanted = {elsewhere.get(name, name): bound for name, bound in zip(names, bounds, strict=True)}
    wanted |= {"python": PROJECT["project"]["requires-python"], "pip": ""}
    names, pip = conda()
    assert names == wanted
    assert pip == ["- -e ."], "the project itself, and nothing else, comes by pip"


def test_the_conda_environment_has_the_projects_name():
    assert f"name: {PROJECT['project']['name']}\n" in read("environment.yml")


def test_every_locked_version_is_pinned_and_has_hashes():
    for requirement, options in lock():
        pins = list(requirement.specifier)
        assert len(pins) == 1, f"{requirement}: one version, please"
        assert pins[0].operator == "==", f"{requirement}: not pinned"
        assert "*" not in pins[0].version, f"{requirement}: not pinned"
        assert requirement.url is None, f"{requirement}: an address"
        assert options, f"{requirement}: no hash"
        odd = [one for one in options if not re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one)]
        assert not odd, f"{requirement}: {odd}"


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml", "environment.yml"])
def test_no_address_tells_where_packages_come_from(name):
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host", read(name))


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_the_lock_has_a_version_that_pyproject_allows(wanted):
    name = canonicalize_name(wanted.name)
    # A universal lock may hold one version for older Pythons and one for newer.
    pinned = [
        pin.version
        for requirement, _ in lock()
        if canonicalize_name(requirement.name) == name
        for pin in requirement.specifier
    ]
    assert pinned, f"{wanted} is not in the lock: make lock"
    assert all(wanted.specifier.contains(version) for version in pinned), pinned


def test_the_build_backend_is_there_without_isolation():
    """`pip install --no-build-isolation` finds only what the lock has installed."""
    backend = PROJECT["build-system"]["build-backend"].split(".")[0]
    assert backend in {canonicalize_name(requirement.name) for requirement, _ in lock()}


def test_every_package_is_listed():
    """A flat layout is not discovered: a package left out would be missing once installed."""
    run_from_here = {"tests", "benchmarks", "instructor"}
    tops = [path.parent for path in ROOT.glob("*/__init__.py")]
    inside = [one.parent for top in tops for one in top.rglob("__init__.py")]
    there = {
        one.relative_to(ROOT) for one in inside if one.parts[len(ROOT.parts)] not in run_from_here
    }
    there = {".".join(one.parts) for one in there}
    assert there == set(PROJECT["tool"]["setuptools"]["packages"])


def verbs():
    return set(re.findall(r"^([a-z-]+):.* ## ", read("Makefile"), flags=re.MULTILINE))


def test_the_readme_has_the_makefiles_verbs_and_no_others():
    assert {"help", "lab", "test", "lint"} <= verbs()
    assert set(re.findall(r"(?:`|\n)make ([a-z-]+)", read("README.md"))) == verbs()


def test_every_verb_is_phony():
    """Else a folder called figures would make `make figures` do nothing."""
    phony = re.search(r"^\.PHONY:(.*)$", read("Makefile"), flags=re.MULTILINE)[1].split()
    assert verbs() <= set(phony)


def test_ci_runs_the_readmes_test_command():
    assert "\n```\nmake test\n```\n" in read("README.md")
    assert re.search(r"^make test\b", read(".ci/run"), flags=re.MULTILINE)


def targets():
    """What the README's links and pictures point to inside the project."""
    return set(re.findall(r"\]\(([^)#:]+)\)", read("README.md")))


def test_what_the_readme_points_to_is_there():
    assert not [target for target in targets() if not (ROOT / target).exists()]


def test_the_readme_lists_every_lecture():
    lectures = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("notebooks/*.ipynb")}
    assert lectures
    assert lectures <= targets()


def folders():
    """The project's folders: what git knows, or all there are where there is no git."""
    known = [path.as_posix() for path in ROOT.glob("*/*")]
    if shutil.which("git"):
        run = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        known = [ROOT.joinpath(one).as_posix() for one in run.stdout.split("\0") if one] or known
    made = re.compile(r"\.|(__pycache__|build|.*\.egg-info)$")
    inside = [Path(one).relative_to(ROOT).parts for one in known]
    return {f"{parts[0]}/" for parts in inside if len(parts) > 1 and not made.match(parts[0])}


def test_the_readme_maps_every_folder():
    assert {"lstm_core/", "notebooks/"} <= folders()
    assert folders() <= targets()


def test_the_readme_says_why_each_dependency_is_there():
    table = read("README.md").split("## What it stands on")[1].split("\n## ")[0].lower()
    assert not [one.name for one in WANTED if one.name.lower() not in table]
