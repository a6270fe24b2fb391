"""Every control of a live figure, moved as a student would: with the pointer and with the keyboard.

After each event the page must come to show what the kernel means (positions, picture, sentence),
and no error. Whatever can be operated and is of no kind known here is a fault, too.
"""

import time
from contextlib import suppress

STAYING = ("slider", "choice", "menu", "box")  # they have a position
RESTING = 0.37  # of a slider's track: a place that is nothing special
HANDLE, TRACK = ".noUi-handle", ".noUi-base"
STEPS = 4  # of a drag, from end to end
PAUSE = 0.005  # seconds until the kernel is asked again
PATIENCE = 50  # milliseconds for the page to follow, before that


class NoAnswer(Exception):
    """Page and kernel did not come to agree."""


class Figure:
    """One live figure in JupyterLab's page."""

    def __init__(self, lab, model):
        self.lab, self.page, self.model = lab, lab.page, model
        self.name, self._pressed = f"cell {lab.cells[model]}", 0

    def drive(self):
        """Move everything; a figure that no longer answers is left alone after that."""
        with suppress(NoAnswer):
            self._drive()

    def _drive(self):
        history, controls = self._settle("at first")["history"], self._controls()
        if not controls:
            self._blame("there is nothing to move")
        held = [c for c in controls if c["kind"] in STAYING]
        pressed = [c for c in controls if c["kind"] not in STAYING]
        for control in held + [c for c in pressed if c["label"] not in history]:
            getattr(self, "_" + control["kind"])(control)
        for control in held:
            if control["kind"] == "slider":
                self._tap(control, RESTING)
        # What has a history comes last: the picture then depends on more than the controls.
        for control in [c for c in pressed if c["label"] in history]:
            self._button(control, remembers=True)

    def _controls(self):
        seen = self.page.evaluate("model => lecture.controls(model)", self.model)
        for one in seen["unknown"]:
            self._blame(f"nobody knows how to operate {one}")
        return seen["found"]

    # The kinds of controls

    def _slider(self, control):
        ends = self._drag(control, -1), self._drag(control, +1)
        self._expect(control, ends, ("low", "high"), "dragged from end to end")
        ends = self._key(control, "Home", HANDLE), self._key(control, "End", HANDLE)
        self._expect(control, ends, ("low", "high"), "sent by Home and End")
        back = self._key(control, "ArrowLeft", HANDLE)["at"][control["label"]]
        if back["shown"] == back["high"]:
            self._blame(f"{control['label']} does not follow ArrowLeft")

    def _choice(self, control):
        labels = self.page.evaluate("id => lecture.labels(id, 'button')", control["id"])
        for way in ("click", "Enter"):
            for k, label in enumerate(labels):
                if way == "click":
                    self._click(control, "button", k)
                    seen = self._settle(f"{control['label']}: {label} clicked")
                else:
                    seen = self._key(control, way, "button", k)
                if seen["at"][control["label"]]["shown"] != label:
                    self._blame(f"{control['label']} does not follow {way}")

    def _menu(self, control):
        menu = self._at(control).locator("select")
        for label in menu.locator("option").all_inner_texts():
            menu.select_option(label=label)
            self._settle(f"{control['label']} at {label}")
        self._key(control, "Home", "select")

    def _box(self, control):
        states = [self._settle("")["at"][control["label"]]["shown"]]
        for way in ("click", "Space"):
            if way == "click":
                self._click(control, "input")
                states.append(self._settle(f"{control['label']} clicked")["at"])
            else:
                states.append(self._key(control, way, "input")["at"])
            states[-1] = states[-1][control["label"]]["shown"]
            if states[-1] == states[-2]:
                self._blame(f"{control['label']} does not follow {way}")

    def _play(self, control):
        """Play and pause, by pointer and by keyboard; stop goes back to the start."""
        for way in ("click", "Enter"):
            self._click(control, "button", 1)
            before = self._settle("stopped")["at"]
            for what in ("plays", "pauses"):
                if way == "click":
                    self._click(control, "button", 0)
                else:
                    self._focus(control, "button", 0)
                    self.page.keyboard.press(way)
                if what == "plays":
                    self._moving(before, f"played by {way}")
            self._settle(f"paused by {way}")

    def _moving(self, before, when):
        """Wait until the kernel has moved any control."""
        until = time.monotonic() + self.lab.patience / 1000
        while self.lab.tell(self.model)["at"] == before:
            if time.monotonic() > until:
                self._blame(f"{when}: nothing moves")
                raise NoAnswer
            time.sleep(PAUSE)

    def _button(self, control, remembers=False):
        for way in ("click", "Enter"):
            before = self._controls()
            self._pressed += 1
            if way == "click":
                self._click(control)
            else:
                self._focus(control)
                self.page.keyboard.press(way)
            self._settle(f"{control['label']}: {way}", remembers or control["label"] == "sharp")
            known = {c["id"] for c in before}
            for new in [c for c in self._controls() if c["id"] not in known]:
                getattr(self, "_" + new["kind"])(new)

    def _link(self, control):
        """What is offered to be saved arrives, by click and by key."""
        for way in ("click", "Enter"):
            self.page.evaluate(
                "([model, id, ms]) => lecture.rest(model, id, ms)",
                [self.model, control["id"], self.lab.patience],
            )
            with self.page.expect_download() as download:
                if way == "click":
                    self._click(control)
                else:
                    self._focus(control)
                    self.page.keyboard.press(way)
            if not download.value.path().stat().st_size:
                self._blame(f"{control['label']} saves an empty file")

    def _text(self, control):
        if "\t" not in self._at(control).input_value():
            self._blame(f"{control['label']}: there is no table")

    # One event

    def _at(self, control):
        return self.page.locator(control["id"])

    def _spot(self, control, inside="", k=0):
        """Where a part of the control is on the page, once it is in sight."""
        return self.page.evaluate(
            "([id, inside, k]) => lecture.spot(id, inside, k)", [control["id"], inside, k]
        )

    def _focus(self, control, inside="", k=0):
        self.page.evaluate(
            "([id, inside, k]) => lecture.focus(id, inside, k)", [control["id"], inside, k]
        )

    def _click(self, control, inside="", k=0):
        spot = self._spot(control, inside, k)
        if spot["covered"]:
            self._blame(f"{control['label']}: something lies over it")
        self.page.mouse.click(*middle(spot))

    def _drag(self, control, way):
        """Take the handle beyond the end of its track."""
        handle = middle(self._spot(control, HANDLE))
        track = self._spot(control, TRACK)
        end = track["x"] + (track["width"] + 40 if way > 0 else -40)
        self.page.mouse.move(*handle)
        self.page.mouse.down()
        self.page.mouse.move(end, handle[1], steps=STEPS)
        self.page.mouse.up()
        return self._settle(f"{control['label']} dragged to its {'right' if way > 0 else 'left'}")

    def _tap(self, control, share):
        """Press on the track, at this share of it."""
        track = self._spot(control, TRACK)
        self.page.mouse.click(track["x"] + share * track["width"], middle(track)[1])
        return self._settle(f"{control['label']} pressed at {share} of its track")

    def _key(self, control, key, inside="", k=0):
        self._focus(control, inside, k)
        self.page.keyboard.press(key)
        return self._settle(f"{control['label']}: {key}")

    def _settle(self, when, unlike_fresh=False):
        """Wait for kernel and page; keep what is seen there, to be compared with a fresh figure."""
        until, red = time.monotonic() + self.lab.patience / 1000, False
        while True:
            seen = self.lab.tell(self.model)
            different = "the kernel is still at work"
            if not seen["working"] and seen["pressed"] >= self._pressed:
                page = self.page.evaluate(
                    "([model, meant, ms]) => lecture.agree(model, meant, ms)",
                    [self.model, seen, PATIENCE],
                )
                different, red = page["different"], page["red"]
            if not different:
                break
            if time.monotonic() > until:
                self._blame(f"{when}: {different}")
                raise NoAnswer
            time.sleep(PAUSE)
        if seen["error"] or red:
            self._blame(f"{when}: {seen['error'] or seen['sentence']}")
        elif not unlike_fresh:
            place = {key: seen[key] for key in ("values", "png", "sentence")}
            self.lab.places.setdefault(self.model, []).append(place)
        return seen

    def _expect(self, control, seen, keys, when):
        there = [one["at"][control["label"]] for one in seen]
        for one, key in zip(there, keys, strict=True):
            if one["shown"] != one[key]:
                self._blame(f"{control['label']} {when}: at {one['shown']}, not at {one[key]}")

    def _blame(self, sentence):
        self.lab.wrong.append(f"{self.name}: {sentence}")


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
