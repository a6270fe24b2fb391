"""``make bench``: the LSTM's steps 1 to 4 beside a textbook loop and torch.nn.LSTM, and the rest.

Every peer's loss and gradients are compared with ours before a clock is started.
"""

import platform
import statistics
import tracemalloc

import numpy as np

from benchmarks import picture, textbook
from benchmarks.clock import interleaved, ratio
from lstm_core import LSTM, LSTMParams, gradient, stack, sweep

try:
    from benchmarks import pytorch
except ImportError:
    pytorch = None

#        (T, B, D, H)          musts and aims: textbook, torch
SIZES = {
    (8, 1, 1, 1): ((0.50, 0.40), (0.30, 0.20)),
    (64, 1, 1, 8): ((0.35, 0.25), (0.30, 0.17)),
    (200, 1, 2, 32): ((0.35, 0.25), (0.30, 0.17)),
    (100, 32, 16, 64): ((0.90, 0.75), (0.95, 0.75)),
    (128, 64, 128, 256): ((0.95, 0.82), (0.95, 0.80)),
}


def problem(T, B, D, H, seed=0):
    """Random weights of the usual size, a random signal and a random target."""
    rng = np.random.default_rng(seed)
    size = {"D": D, "H": H}
    named = {
        name: rng.standard_normal([size[s] for s in letters.split()]) / np.sqrt(H)
        for name, letters in LSTMParams.SHAPES.items()
    }
    return (
        LSTMParams.from_named(**named),
        rng.standard_normal((T, B, D)),
        (rng.standard_normal((T, B, H))),
    )


def flops(T, B, D, H):
    """Floating-point operations of the matrix products: one forward, twice that backward."""
    return 3 * 2 * T * B * (D + H) * 4 * H - 2 * T * B * D * 4 * H  # dL/dx is not asked for


def peers(params, x, y):
    """{name: function}, after each has shown the same loss and the same gradients as ours."""
    cell, named = LSTM(), params.named()
    value, grads = gradient(cell, params, x, y)
    grads = grads.named()
    weights = textbook.from_named(named)
    functions = {
        "ours": lambda: gradient(cell, params, x, y),
        "textbook": lambda: textbook.loss_and_gradient(weights, x, y),
    }
    their_value, theirs = functions["textbook"]()
    D = x.shape[-1]
    their_grads = {}
    for k, (dW, db) in theirs.items():
        their_grads |= {f"w_{k}": dW[:D], f"u_{k}": dW[D:], f"b_{k}": db}
    _agree(value, grads, their_value, their_grads)
    if pytorch is not None:
        functions["torch"], module = pytorch.build(named, x, y)
        _agree(value, grads, functions["torch"](), pytorch.gradient_by_name(module))
    return functions


def _agree(value, grads, their_value, their_grads):
    np.testing.assert_allclose(their_value, value, rtol=1e-9)
    for name, grad in grads.items():
        scale = np.abs(grad).max()
        np.testing.assert_allclose(their_grads[name], grad, atol=1e-9 * scale, err_msg=name)


def lstm_table():
    print("| T, B, D, H | ours, ms | peer | ratio of minima | median (spread) | must / aim | |")
    print("|---|---|---|---|---|---|---|")
    results = []
    for size, limits in SIZES.items():
        functions = peers(*problem(*size))
        large = size[-1] > 200
        figures = interleaved(functions, rounds=7 if large else 25)
        ours = figures["ours"]
        for peer, (must, aim) in zip(("textbook", "torch"), limits, strict=True):
            if peer not in figures:
                continue
            of_minima, median, low, high = ratio(ours, figures[peer])
            rounds = [a / b for a, b in zip(ours, figures[peer], strict=True)]
            results.append((size, peer, rounds, of_minima, must))
            word = "aim" if of_minima <= aim else "must" if of_minima <= must else "missed"
            print(
                f"| {', '.join(map(str, size))} | {min(ours) * 1e3:.3g} | {peer} | {of_minima:.2f} "
                f"| {median:.2f} ({low:.2f} to {high:.2f}) | {must:.2f} / {aim:.2f} | {word} |",
                flush=True,
            )
    return results


def peak_share():
    """The largest size's rate, as a share of one large matrix product's in the same run."""
    size = (128, 64, 128, 256)
    params, x, y = problem(*size)
    a = np.random.default_rng(1).standard_normal((1024, 1024))
    figures = interleaved(
        {"ours": lambda: gradient(LSTM(), params, x, y), "product": lambda: a @ a}, rounds=7
    )
    peak = 2 * 1024**3 / min(figures["product"])
    rate = flops(*size) / min(figures["ours"])
    print(f"Rate at {size}: {rate / 1e9:.1f} of {peak / 1e9:.1f} GFLOP/s, share {rate / peak:.2f}")


def sweep_time():
    """200 one-unit LSTMs at T = 8: loss and all twelve gradients."""
    params, x, y = problem(8, 1, 1, 1)
    cell, many = LSTM(), stack(params, u_f=np.linspace(-2, 2, 200))
    u_f = np.linspace(-2, 2, 200)
    singles = [params.replace(u_f=u) for u in u_f]
    figures = interleaved(
        {
            "sweep": lambda: sweep(cell, many, x, y),
            "loop": lambda: [gradient(cell, single, x, y) for single in singles],
        },
        rounds=9,
    )
    low, median = min(figures["sweep"]), statistics.median(figures["sweep"])
    print(
        f"Sweep of 200 at T = 8: {low * 1e3:.2f} ms (median {median * 1e3:.2f}), "
        f"{min(figures['loop']) / low:.0f} times as fast as one by one"
    )


def long_signal():
    """Time and memory for T up to 100 000 at H = 1."""
    print("| T | seconds | µs a step | peak memory, arrays of (T, B, H) |")
    print("|---|---|---|---|")
    for T in (1_000, 10_000, 100_000):
        params, x, y = problem(T, 1, 1, 1)
        times = interleaved({"ours": lambda p=params, x=x, y=y: gradient(LSTM(), p, x, y)}, 3)
        tracemalloc.start()
        gradient(LSTM(), params, x, y)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        seconds = min(times["ours"])
        print(
            f"| {T} | {seconds:.3f} | {seconds / T * 1e6:.1f} | {peak / (8 * T):.1f} |", flush=True
        )


def main():
    others = "" if pytorch else "; PyTorch is not installed, so that peer is left out"
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    print(f"{versions}, one thread, CPU time{others}\n")
    picture.draw(lstm_table())
    print()
    peak_share()
    sweep_time()
    print()
    long_signal()


if __name__ == "__main__":
    main()
