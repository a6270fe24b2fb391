"""A live training of an LSTM on the pocket calculator, for the tests."""

from figures import LiveFigure, slider
from figures.training import Run, Training, scored_error, starting_params
from lstm_core import CALCULATOR_X, CALCULATOR_Y, LSTM, fit, identity

CELL = LSTM(activation=identity)


def training(total=60, wait=None):
    """(the LiveFigure, its Run); `wait()` is called before each epoch."""

    def start(eta, back, resume, epochs):
        for epoch in fit(CELL, starting_params(), CALCULATOR_X, CALCULATOR_Y, epochs=epochs,
                         eta=eta, loss=scored_error, resume=resume):  # fmt: skip
            if wait is not None:
                wait()
            yield epoch

    run = Run(total, start)
    picture = Training(8, total, loss=(1e-3, 1e3), norm=(1e-3, 1e4), h=(-1, 12))

    def update(eta, back):
        epochs = list(run.epochs)
        at = max(0, len(epochs) - 1 - back) if epochs else None
        params = epochs[at].params if epochs else starting_params()
        picture.show(epochs, CELL.forward(params, CALCULATOR_X), CALCULATOR_Y, CALCULATOR_Y > 0, at)
        return run.sentence()

    controls = {"eta": slider(0.001, 0.0, 1e6, 0.001, "step size"),
                "back": slider(0, 0, total, 1, "epochs back")}  # fmt: skip
    live = LiveFigure(picture.figure, update, controls, picture.dynamic, train=run.train,
                      actions={"begin anew": run.begin_anew})  # fmt: skip
    return live, run
