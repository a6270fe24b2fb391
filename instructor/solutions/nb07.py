"""Solutions of the exercises of lecture 07, and the mistakes that students are known to make."""


def gate_gradient(delta_f, f, x, h):
    before = [0.0, *h[:-1]]
    pre = [d * v * (1 - v) for d, v in zip(delta_f, f, strict=True)]
    w_f = sum(p * v for p, v in zip(pre, x, strict=True))
    u_f = sum(p * v for p, v in zip(pre, before, strict=True))
    return w_f, u_f, sum(pre)


def central_difference(loss, theta, h):
    differences = []
    for k in range(len(theta)):
        up, down = list(theta), list(theta)
        up[k] += h
        down[k] -= h
        differences.append((loss(up) - loss(down)) / (2 * h))
    return differences


def find_wrong(loss, theta, claimed):
    seen = central_difference(loss, theta, 1e-5)
    off = [abs(a - b) for a, b in zip(seen, claimed, strict=True)]
    return off.index(max(off))


def floor(y):
    """3 h lies between -3 and 3; beyond, the border is the best there is."""
    return sum(max(0.0, abs(v) - 3) ** 2 for v in y) / 2


def input_gradient(pre, w):
    return [sum(w[k] * pre[k][t] for k in "ifoc") for t in range(len(pre["i"]))]


SOLUTIONS = {
    "check_gate_gradient": gate_gradient,
    "check_central_difference": central_difference,
    "check_find_wrong": find_wrong,
    "check_floor": floor,
    "check_input_gradient": input_gradient,
}


def _no_slope(delta_f, f, x, h):
    before = [0.0, *h[:-1]]
    w_f = sum(d * v for d, v in zip(delta_f, x, strict=True))
    u_f = sum(d * v for d, v in zip(delta_f, before, strict=True))
    return w_f, u_f, sum(delta_f)


def _hears_itself(delta_f, f, x, h):
    return gate_gradient(delta_f, f, x, [*h[1:], 0.0])[0], _late(delta_f, f, h), _bias(delta_f, f)


def _late(delta_f, f, h):
    return sum(d * v * (1 - v) * now for d, v, now in zip(delta_f, f, h, strict=True))


def _bias(delta_f, f):
    return sum(d * v * (1 - v) for d, v in zip(delta_f, f, strict=True))


def _last_step(delta_f, f, x, h):
    pre = delta_f[-1] * f[-1] * (1 - f[-1])
    return pre * x[-1], pre * h[-2], pre


def _mean(delta_f, f, x, h):
    return tuple(total / len(f) for total in gate_gradient(delta_f, f, x, h))


def _one_sided(loss, theta, h):
    here, found = loss(theta), []
    for k in range(len(theta)):
        up = list(theta)
        up[k] += h
        found.append((loss(up) - here) / h)
    return found


def _by_h(loss, theta, h):
    return [2 * d for d in central_difference(loss, theta, h)]


def _swapped(loss, theta, h):
    return [-d for d in central_difference(loss, theta, h)]


def _all_at_once(loss, theta, h):
    up, down = [v + h for v in theta], [v - h for v in theta]
    return [(loss(up) - loss(down)) / (2 * h)] * len(theta)


def _from_one(loss, theta, claimed):
    return find_wrong(loss, theta, claimed) + 1


def _agrees_best(loss, theta, claimed):
    seen = central_difference(loss, theta, 1e-5)
    off = [abs(a - b) for a, b in zip(seen, claimed, strict=True)]
    return off.index(min(off))


def _largest(loss, theta, claimed):
    sizes = [abs(v) for v in claimed]
    return sizes.index(max(sizes))


def _border_one(y):
    return sum(max(0.0, abs(v) - 1) ** 2 for v in y) / 2


def _doubled(y):
    return 2 * floor(y)


def _always(y):
    return sum((abs(v) - 3) ** 2 for v in y) / 2


def _positive(y):
    return sum(max(0.0, v - 3) ** 2 for v in y) / 2


def _no_candidate(pre, w):
    return [sum(w[k] * pre[k][t] for k in "ifo") for t in range(len(pre["i"]))]


def _no_weights(pre, w):
    return [sum(pre[k][t] for k in "ifoc") for t in range(len(pre["i"]))]


def _over_time(pre, w):
    return sum(input_gradient(pre, w))


MISTAKES = {
    "check_gate_gradient": {
        "the slope of the gate is missing": _no_slope,
        "u_f is multiplied by h[t]; it hears the step before, h[t-1]": _hears_itself,
        "only the last step has a share; all steps have one": _last_step,
        "the mean is taken; it is the sum": _mean,
    },
    "check_central_difference": {
        "only one side is pushed": _one_sided,
        "it is divided by h; from one push to the other it is 2h": _by_h,
        "the two sides are swapped: every sign is turned round": _swapped,
        "all entries are pushed at once": _all_at_once,
    },
    "check_find_wrong": {
        "it is counted from 1": _from_one,
        "the entry is returned that agrees best": _agrees_best,
        "the largest gradient is taken for the wrong one": _largest,
    },
    "check_floor": {
        "the readout is forgotten: the border is 3, not 1": _border_one,
        "the factor of one half is missing": _doubled,
        "targets inside the border cost something, too": _always,
        "targets below zero are left out": _positive,
    },
    "check_input_gradient": {
        "the candidate is forgotten": _no_candidate,
        "the weights on the arrows are missing": _no_weights,
        "it is summed over time; an input is used at one step only": _over_time,
    },
}
