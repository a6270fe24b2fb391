"""What runs on Gradescope for each submission: mark it in the box, and write results.json.

Where the box can't be built there, nothing of the student's is run and no results.json is written:
the platform then says that the autograder failed, and gives no marks, instead of wrong ones.
"""

import json
import secrets
import sys
import time
from pathlib import Path

from grading import key as keys
from grading import visible
from grading.box import Limits, NoBox
from grading.examples import example
from grading.grade import grade
from grading.reading import Unreadable, assigned, cells
from grading.submissions import in_folder

LIMITS = Limits(seconds=5)  # a container there may have half a processor
LEFT_OUT = "This was marked without the box that keeps a student's code apart."


def main(top):
    start, top = time.monotonic(), Path(top)
    settings = json.loads((top / "source" / "settings.json").read_text(encoding="utf-8"))
    try:
        result = marked(top, settings)
    except NoBox as problem:
        print(f"Nothing was marked. {problem}")
        print("The zip can be made with --unboxed; INSTRUCTORS.md says what that means.")
        return 3
    written = results(result, settings["key"], time.monotonic() - start)
    (top / "results").mkdir(exist_ok=True)
    (top / "results" / "results.json").write_text(json.dumps(written, indent=1), encoding="utf-8")
    print(result["sentence"])
    return 0


def marked(top, settings):
    """The marker's result for what is in the folder ``submission``."""
    key = settings["key"]
    submission = in_folder("", top / "submission", f"{key['assignment']}.ipynb")
    try:
        data = submission.data()
    except Unreadable as problem:
        nothing = {"status": "unreadable", "sentence": str(problem), "points": 0, "questions": []}
        return nothing | {"notes": [], "unboxed": not settings["boxed"], "sha256": ""}
    student = who(_json(top / "submission_metadata.json"), data, key)
    about = {"limits": LIMITS, "boxed": settings["boxed"], "student": student}
    return grade(data, key, secrets.randbits(63), **about)


def who(metadata, data, key):
    """Whose numbers count: who handed it in, by the platform; None where it doesn't say.

    A notebook may be signed with any of the submitters' addresses, names, or the part of an
    address before the @. Anything else is nobody's here, and the first address counts.
    """
    marking = keys.marking(key)
    users = metadata.get("users", [])
    names = []
    for one in users if isinstance(users, list) else []:
        one = one if isinstance(one, dict) else {}
        email, name = str(one.get("email") or ""), str(one.get("name") or "")
        names += [each for each in (email.split("@")[0], email, name) if each]
    if not names or not hasattr(marking, "STUDENT"):
        return names[0] if names else None
    try:
        signed = assigned(cells(data), marking.STUDENT)
    except Unreadable:
        return names[0]
    return next((one for one in names if marking.same(one, signed)), names[0])


def _json(path):
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def results(result, key, seconds):
    """results.json as the platform documents it. Written questions are left to its own graders."""
    marking, tests = keys.marking(key), []
    by_label = {one["label"]: one for one in result["questions"]}
    for number, question in enumerate(key["questions"], start=1):
        label = question["label"]
        one = by_label.get(label)
        score = one["points"] if one else 0
        test = {"name": label, "number": str(number), "score": score}
        test |= {"max_score": question["points"], "visibility": "visible"}
        test["status"] = "passed" if score == question["points"] else "failed"
        test["output"] = _output(one, key, marking) if one else result["sentence"]
        tests.append(test | {"output_format": "text", "name_format": "text"})
    lines = [result["sentence"], *result["notes"], *[LEFT_OUT] * result["unboxed"]]
    if key["by_hand"]:
        written = ", ".join(one["label"] for one in key["by_hand"])
        lines.append(f"Marked by a person, later: {written}.")
    about = {"variant": key.get("variant", 0), "key": keys.digest(key), "sha256": result["sha256"]}
    return {
        "score": result["points"],
        "execution_time": round(seconds),
        "output": "\n".join(lines),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "extra_data": about,
        "tests": tests,
    }


def _output(one, key, marking):
    lines = [one["message"]]
    if one["points"] == one["out_of"]:
        return one["message"]
    if read := visible.where(key, one["label"]):
        lecture, section = read
        lines.append(f"Where to read again: lecture {lecture[:2]}, {section}")
    # A table of one's own numbers is not shown: it could be handed in again.
    shown = None if hasattr(marking, "tables") else example(key, marking, "", one)
    if shown:
        lines += ["", "An example, which does not decide the marks:", shown["arguments"]]
        for row in shown["rows"]:
            lines += [f"{row['name']}, expected:", row["expected"], "came out:", row["got"]]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
