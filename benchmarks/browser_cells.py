"""The notebook that `make bench-browser` opens: the same picture, moved in four ways.

720 × 520 px, T = 64, three axes, one slider u. Each cell ends in something with a slider, and
shows an image or a canvas. The floor is a kernel's answer in floats, drawn by the page itself
(browser.js): no widget, no Matplotlib, no PNG.
"""

TOOLS = """
import numpy as np, ipywidgets as widgets
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from figures import LiveFigure, slider
from lstm_core import RNN, RNNParams, identity

T = 64
x = np.random.default_rng(0).standard_normal(T)
cell, t = RNN(activation=identity), np.arange(T)

def series(u):
    h = cell.forward(RNNParams.from_named(w=1.0, u=u, b=0.0), x).h[:, 0, 0]
    return x, h, u ** t

def axes_of(figure):
    axes = figure.subplots(3, 1, sharex=True)
    for ax, low, high, name in zip(axes, (-3, -6, -1.2), (3, 6, 1.2), ("x", "h", "u^t")):
        ax.set_xlim(-1, T)
        ax.set_ylim(low, high)
        ax.set_ylabel(name)
        ax.grid(True)
    return axes

def lines_of(axes):
    return [ax.plot([], [], "o-", markersize=4)[0] for ax in axes]

def move(lines, u):
    for line, values in zip(lines, series(u)):
        line.set_data(t, values)

def live(u):
    figure = Figure(figsize=(7.2, 5.2), dpi=100, layout="constrained")
    lines = lines_of(axes_of(figure))
    def update(u):
        move(lines, u)
        return f"u = {u:.2f}"
    return LiveFigure(figure, update, {"u": slider(u, -0.95, 0.95, 0.01, "u")}, lines)
"""

WAYS = {
    "LiveFigure": """
shown = live(0.5)
shown
""",
    "interact": """
import matplotlib.pyplot as plt
def redraw(u):
    figure = plt.figure(figsize=(7.2, 5.2), dpi=100, layout="constrained")
    move(lines_of(axes_of(figure)), u)
    display(figure)
    plt.close(figure)
widgets.interact(redraw, u=widgets.FloatSlider(value=0.5, min=-0.95, max=0.95, step=0.01));
""",
    "ipympl": """
import matplotlib
matplotlib.use("module://ipympl.backend_nbagg")
import matplotlib.pyplot as plt
plt.ioff()
figure2 = plt.figure(figsize=(7.2, 5.2), dpi=100, layout="constrained")
lines2 = lines_of(axes_of(figure2))
move(lines2, 0.5)
control2 = widgets.FloatSlider(value=0.5, min=-0.95, max=0.95, step=0.01)
def redraw2(change):
    move(lines2, change["new"])
    figure2.canvas.draw_idle()
control2.observe(redraw2, names="value")
widgets.VBox([control2, figure2.canvas])
""",
    "floor": """
def answer(comm, _):
    def answered(message):
        floats = np.concatenate(series(message["content"]["data"]["u"]))
        comm.send({}, buffers=[floats.astype("float32").tobytes()])
    comm.on_msg(answered)
get_ipython().kernel.comm_manager.register_target("floor", answer)
display(widgets.Output())
""",
}

# Two of the lecture's own pictures, beside each other.
PICTURES = {
    "timeline": "from benchmarks.kernel import timeline\ntimeline(1)",
    "flow graph": "from benchmarks.kernel import flow_graph\nflow_graph()",
}
