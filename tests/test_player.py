"""A player is a slider that also plays: linked in the browser, never behind, still at the end."""

import pytest
from ipywidgets.widgets.widget import _instances

from figures import LiveFigure, player, style


def live(calls=None, **arguments):
    figure, ax = style.new_figure(height=2)
    (dot,) = ax.plot([], [], **style.cue("h"))
    ax.set_xlim(0, 10)
    ax.set_ylim(0, 10)

    def update(t):
        if calls is not None:
            calls.append(t)
        dot.set_data([t], [t])
        return f"t = {t}"

    return LiveFigure(figure, update, {"t": player(range(5), label="t", **arguments)}, [dot])


def parts(shown):
    play, back, on = shown.controls["t"].transport.children
    return play, back, on


def test_single_steps_go_on_and_back_and_stop_at_the_ends():
    shown = live()
    _, back, on = parts(shown)
    back.click()
    assert shown.values == {"t": 0}
    seen = []
    for button in [on] * 6 + [back] * 2:
        button.click()
        seen.append(shown.sentence)
    assert seen == [f"t = {t}" for t in (1, 2, 3, 4, 4, 4, 3, 2)]
    assert shown.png == live(value=2).png != live().png


def test_play_and_slider_are_one_in_the_browser():
    """A link on the page: the kernel sees the slider move, and is not asked in between."""
    shown = live(value=3, every=250)
    play, *_ = parts(shown)
    assert (play.min, play.max, play.value, play.step) == (0, 4, 3, 1)
    assert (play.interval, play.repeat, play.show_repeat) == (250, False, False)
    control = shown.controls["t"]
    links = [w for w in _instances.values() if getattr(w, "_model_name", "") == "LinkModel"]
    assert ((play, "value"), (control, "index")) in [(w.source, w.target) for w in links]


def test_what_arrives_from_the_browser_is_drawn_once_and_the_newest_is_shown():
    calls = []
    shown = live(calls)
    for index in (1, 2, 2, 4):
        shown.controls["t"].set_state({"index": index})
    assert calls == [0, 1, 2, 4]
    assert (shown.sentence, shown.png) == ("t = 4", live(value=4).png)


def test_a_player_stands_under_its_slider_and_has_words():
    shown = live()
    children = list(shown.widget.children)
    control = shown.controls["t"]
    assert children[:2] == [control, control.transport]
    assert "420px" in control.layout.width
    assert [control.description, control.tooltip] == ["t", "t"]
    assert all(part.tooltip or part.description for part in control.transport.children)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: player([]), "player: there is nothing to choose from"),
        (lambda: player([1, 2], value=3), "player: 3 is not among [1, 2]"),
        (lambda: live().set(t=9), "t = 9 is not among [0, 1, 2, 3, 4]"),
    ],
)
def test_wrong_use_is_told(make, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        make()
    assert told in str(caught.value)
