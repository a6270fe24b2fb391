"""What is said when a wrong result is exactly that of a known slip: {question: {slip: words}}.

Each sentence is put after "This is what comes out when ...".
"""

MISTAKES = {
    "forward": {
        "i and f swapped": "the input gate and the forget gate change places in c[t]",
        "coupled": "1 - f[t] lets the candidate in, where i[t] should",
        "no tanh": "h[t] is o[t] c[t]: the tanh of c[t] is missing",
        "tanh outside": "the tanh is taken of o[t] c[t]; it belongs to c[t] alone",
        "logistic candidate": "the candidate g[t] goes through the logistic; its sigma is tanh",
        "linear candidate": "the candidate g[t] has no tanh",
        "tanh gates": "the gates go through tanh; theirs is the logistic",
        "no bias": "the biases are missing",
        "no feedback": "the gates don't see h[t-1]: it is zero at every step",
        "c fed back": "c[t-1] is fed back to the gates, where h[t-1] should be",
        "u transposed": "u is transposed: it is h[t-1] @ u",
        "old c shown": "h[t] shows c[t-1], not the new c[t]",
    },
    "synchronous": {
        "sign": "eps has the other sign: it is h[t] - y[t]",
        "all scored": "every step is scored; only those with scored[t] count",
        "no half": "the loss lacks its factor 1/2 (your eps has it)",
        "twice": "eps is 2 (h[t] - y[t]): the 1/2 of the loss takes the 2 away",
        "both twice": "loss and eps both lack the factor 1/2",
        "mean": "loss and eps are divided by the number of scored steps: it is a sum",
        "summed from the end": "eps already holds what comes from later steps; that is step 3",
    },
    "bptt": {
        "new dh": "you used the new dh in dc: dc[t] takes dL/dh[t], not that of the step before",
        "no cell path": "nothing goes back from c[t+1] to c[t]: the term f[t+1] dL/dc[t+1] is gone",
        "no f": "what goes back from c[t+1] to c[t] isn't multiplied by f[t+1]",
        "late": "c goes on with the wrong forget gate: f[t] stands where f[t+1] should",
        "no slope of c": "the slope of the tanh, 1 - tanh(c)^2, is missing on the way from h to c",
        "1 - c^2": "the slope of the tanh is taken to be 1 - c^2; it is 1 - tanh(c)^2",
        "1 - h^2": "the slope of the tanh is taken to be 1 - h^2; it is 1 - tanh(c)^2",
        "no o": "o[t] is missing on the way from h to c",
        "do with c": "dL/do[t] is dL/dh[t] tanh(c[t]); the tanh is missing",
        "df with c[t]": "dL/df[t] uses c[t]; the forget gate multiplies c[t-1]",
        "di and dg swapped": "dL/di and dL/dg change places: each has the other as its factor",
        "no slopes": "the slopes of the gates are missing on the way back to h[t-1]",
        "no slope of g": "the slope of the candidate, 1 - g^2, is missing on the way to h[t-1]",
        "deltas before the gates": "your deltas are those before the nonlinearities; asked for "
        "is dL/di[t] and so on, before any slope",
        "no way through o": "the way back through the output gate is missing in dL/dh",
        "no way through c": "the way back through the candidate is missing in dL/dh",
        "deaf": "nothing comes back from the gates: your dL/dh is eps",
        "u transposed": "u is used as in the forward step; backwards it is transposed",
        "turned round": "the arrays run from the last step to the first",
    },
    "weights": {
        "no slopes": "the slopes of gates and candidate are missing",
        "no slope of g": "the slope of the candidate, 1 - g^2, is missing",
        "tanh's slope for all": "the gates have the slope of the tanh; theirs is y (1 - y)",
        "logistic's slope for all": "the candidate has the slope of the logistic; its is 1 - g^2",
        "h[t]": "u's gradient uses h[t]; the gates saw h[t-1]",
        "c fed back": "u's gradient uses c[t-1]; the gates saw h[t-1]",
        "x too early": "w's gradient uses x[t-1]; the gates saw x[t]",
        "deltas of c": "the candidate's weights use dL/dc, where dL/dg should be",
        "last step": "only the last step counts; the gradient is the sum over all of them",
        "b of one step": "the bias has the last step alone; its gradient is the sum over all steps",
        "mean": "the gradients are divided by the number of steps: they are sums",
        "u transposed": "u's gradient is transposed: rows belong to h[t-1], columns to the gate",
    },
    "update": {
        "up": "the step goes uphill: it is minus eta times the gradient",
        "no eta": "the learning rate eta is missing",
        "squared eta": "the learning rate eta is applied twice",
        "only the step": "the step itself is returned, without the params it starts from",
        "the sign alone": "the step has the gradient's sign and not its size",
        "shrunk": "the gradient is multiplied by the params",
        "biases stay": "the biases are not updated",
        "only u": "only the feedback weights u are updated",
        "unchanged": "the params come back as they were",
    },
}

# What a variant adds, and what in it is right or can't happen.
COUPLED = {
    "bptt": {
        "f alone": "dL/df[t] lacks what comes by way of i[t] = 1 - f[t]: it is a total derivative",
        "deltas before the gates": "your deltas are those before the nonlinearities; asked for "
        "is dL/df[t] and so on, before any slope",
    },
}
NOT_COUPLED = {"forward": {"coupled"}, "bptt": {"di and dg swapped"}}
AS_IT_IS = {
    "forward": {
        "tanh": "h[t] is o[t] tanh(c[t]); here c[t] is shown as it is",
        "tanh outside": "the tanh is taken of o[t] c[t]; here there is none",
    },
    "bptt": {
        "slope of c": "the slope of a tanh stands on the way from h to c; here c is shown as it is",
        "do with tanh": "dL/do[t] is dL/dh[t] tanh(c[t]); here it is times c[t]",
    },
}
NOT_AS_IT_IS = {
    "forward": {"no tanh"},
    "bptt": {"no slope of c", "1 - c^2", "1 - h^2", "do with c"},
}
IN_ORDER = {
    label: {"other order": "the blocks of w, u and b are taken in the order i, f, o, c"}
    for label in ("forward", "bptt", "weights")
}


def of_kind(kind):
    """{question: {slip: words}} of a variant's kind."""
    found = {label: dict(known) for label, known in MISTAKES.items()}
    for there, more, fewer in (
        (kind.coupled, COUPLED, NOT_COUPLED),
        (not kind.tanh, AS_IT_IS, NOT_AS_IT_IS),
        (kind.order, IN_ORDER, {}),
    ):
        for label in found if there else ():
            found[label] |= more.get(label, {})
            found[label] = {k: v for k, v in found[label].items() if k not in fewer.get(label, ())}
    return found
