"""Every control of a live figure, moved as a student would: with the pointer and with the keyboard.

After each event the page must come to show what the kernel means (positions, picture, sentence),
and no error. Whatever can be operated and is of no kind known here is a fault, too.
"""

from contextlib import suppress

STAYING = ("slider", "choice", "menu", "box")  # they have a position
RESTING = 0.37  # of a slider's track: a place that is nothing special


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
        handle = self._at(control).locator(".noUi-handle")
        ends = self._drag(control, -1), self._drag(control, +1)
        self._expect(control, ends, ("low", "high"), "dragged from end to end")
        ends = self._key(control, handle, "Home"), self._key(control, handle, "End")
        self._expect(control, ends, ("low", "high"), "sent by Home and End")
        back = self._key(control, handle, "ArrowLeft")["at"][control["label"]]
        if back["shown"] == back["high"]:
            self._blame(f"{control['label']} does not follow ArrowLeft")

    def _choice(self, control):
        buttons = self._at(control).locator("button")
        for way in ("click", "Enter"):
            for k in range(buttons.count()):
                option = buttons.nth(k)
                if way == "click":
                    option.click()
                    seen = self._settle(f"{control['label']}: {option.inner_text()} clicked")
                else:
                    seen = self._key(control, option, way)
                if seen["at"][control["label"]]["shown"] != option.inner_text().strip():
                    self._blame(f"{control['label']} does not follow {way}")

    def _menu(self, control):
        menu = self._at(control).locator("select")
        for label in menu.locator("option").all_inner_texts():
            menu.select_option(label=label)
            self._settle(f"{control['label']} at {label}")
        self._key(control, menu, "Home")

    def _box(self, control):
        box = self._at(control).locator("input")
        states = [self._settle("")["at"][control["label"]]["shown"]]
        for way in ("click", "Space"):
            if way == "click":
                box.click()
                states.append(self._settle(f"{control['label']} clicked")["at"])
            else:
                states.append(self._key(control, box, way)["at"])
            states[-1] = states[-1][control["label"]]["shown"]
            if states[-1] == states[-2]:
                self._blame(f"{control['label']} does not follow {way}")

    def _play(self, control):
        """Play and pause, by pointer and by keyboard; stop goes back to the start."""
        play, stop = self._at(control).locator("button").nth(0), self._at(control).locator("button")
        for way in ("click", "Enter"):
            stop.nth(1).click()
            before = self._settle("stopped")["at"]
            for what in ("plays", "pauses"):
                play.click() if way == "click" else play.press(way)
                if what == "plays":
                    moved = "([m, at]) => lecture.moved(m, at)"
                    self.page.wait_for_function(moved, arg=[self.model, before])
            self._settle(f"paused by {way}")

    def _button(self, control, remembers=False):
        button = self._at(control)
        for way in ("click", "Enter"):
            before = self._controls()
            self._pressed += 1
            if way == "click":
                button.click()
            else:
                button.focus()
                self.page.keyboard.press(way)
            self._settle(f"{control['label']}: {way}", remembers or control["label"] == "sharp")
            known = {c["id"] for c in before}
            for new in [c for c in self._controls() if c["id"] not in known]:
                getattr(self, "_" + new["kind"])(new)

    def _link(self, control):
        """What is offered to be saved arrives, by click and by key."""
        link = self._at(control)
        for press in (link.click, lambda: link.press("Enter")):
            with self.page.expect_download() as download:
                press()
            if not download.value.path().stat().st_size:
                self._blame(f"{control['label']} saves an empty file")

    def _text(self, control):
        if "\t" not in self._at(control).input_value():
            self._blame(f"{control['label']}: there is no table")

    # One event

    def _at(self, control):
        found = self.page.locator(control["id"])
        found.scroll_into_view_if_needed()
        return found

    def _drag(self, control, way):
        """Take the handle beyond the end of its track."""
        self._at(control)
        handle = self._middle(control, ".noUi-handle")
        track = self.page.locator(f"{control['id']} .noUi-base").bounding_box()
        end = track["x"] + (track["width"] + 40 if way > 0 else -40)
        self.page.mouse.move(*handle)
        self.page.mouse.down()
        self.page.mouse.move(end, handle[1], steps=6)
        self.page.mouse.up()
        return self._settle(f"{control['label']} dragged to its {'right' if way > 0 else 'left'}")

    def _tap(self, control, share):
        """Press on the track, at this share of it."""
        self._at(control)
        track = self.page.locator(f"{control['id']} .noUi-base").bounding_box()
        self.page.mouse.click(track["x"] + share * track["width"], track["y"] + track["height"] / 2)
        return self._settle(f"{control['label']} pressed at {share} of its track")

    def _middle(self, control, part):
        box = self.page.locator(f"{control['id']} {part}").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def _key(self, control, element, key):
        element.focus()
        self.page.keyboard.press(key)
        return self._settle(f"{control['label']}: {key}")

    def _settle(self, when, unlike_fresh=False):
        """Wait for the page; keep what it shows there, to be compared with a fresh figure."""
        seen = self.page.evaluate(
            "([model, pressed, ms]) => lecture.settle(model, pressed, ms)",
            [self.model, self._pressed, self.lab.patience],
        )
        if seen["different"]:
            self._blame(f"{when}: {seen['different']}")
            raise NoAnswer
        if seen["error"] or seen["red"]:
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
