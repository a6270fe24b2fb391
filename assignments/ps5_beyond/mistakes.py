"""What is said when a wrong result is exactly that of a known slip: {question: {slip: words}}.

Each sentence is put after "This is what comes out when ...".
"""

_BACK = {
    "new dh": "you used the new dh in dc: dc[t] takes dL/dh[t], not that of the step before",
    "u transposed": "u is used as in the forward step; backwards it is transposed",
    "deaf": "nothing comes back from the gates through u",
    "deltas before the gates": "your deltas are those before the nonlinearities; asked for is the "
    "derivative by the gate itself, before any slope",
}
PEEPHOLE = {
    "backward": _BACK
    | {
        "no p_o": "the way from the output gate back to c[t], through p_o, is missing",
        "no p_i and p_f": "the ways through p_i and p_f are missing: both gates saw c[t-1]",
        "no p_i": "the way through p_i is missing: the input gate saw c[t-1]",
        "no p_f": "the way through p_f is missing: the forget gate saw c[t-1]",
        "o sees the old c": "the output gate is taken to see c[t-1]; it sees c[t]",
        "i and f see the new c": "the gates i and f are taken to see c[t]; they see c[t-1]",
        "no slopes in p": "the gates' slopes are missing on the ways through the peepholes",
        "p as forward": "p is used as in the forward step; backwards it is transposed",
        "no slope of c": "the slope of the tanh is missing on the way from h to c",
        "no o": "o[t] is missing on the way from h to c",
        "no cell path": "nothing goes back from c[t+1] to c[t] through the forget gate",
        "df with c[t]": "dL/df[t] uses c[t]; the forget gate multiplies c[t-1]",
        "not through o": "the way back to h[t-1] through the output gate is missing",
        "not through c": "the way back to h[t-1] through the candidate is missing",
    },
    "weights": {
        "all see the new c": "all three gates see c[t]; i and f see c[t-1]",
        "all see the old c": "all three gates see c[t-1]; o sees the new c[t]",
        "h for c": "the peepholes meet h; they see c",
        "no slopes": "the slopes of the gates are missing",
        "dc for all": "dL/dc stands where each gate's own derivative should",
        "last step": "only the last step counts; the gradient is the sum over all of them",
        "mean": "the gradients are divided by the number of steps: they are sums",
        "no c": "the c that p is multiplied by is missing",
        "turned round": "the gradients are transposed: rows belong to c, columns to the gate",
    },
}
GRU = {
    "backward": {name: words for name, words in _BACK.items() if name != "new dh"}
    | {
        "no keep": "the way from h[t] straight to h[t-1], through z, is missing",
        "keep turned round": "the straight way back is multiplied by 1 - z; z is what keeps",
        "dz turned round": "dL/dz has the other sign: a larger z means more of h[t-1], less of n",
        "dz with h": "dL/dz lacks the candidate: opening z also takes n away",
        "dz with n": "dL/dz lacks h[t-1]: opening z also keeps more of it",
        "dn with z": "dL/dn is multiplied by z; it is 1 - z that lets the candidate in",
        "dn whole": "dL/dn lacks the factor 1 - z",
        "no r on the road": "the way back through the candidate lacks the reset gate",
        "dr with h[t]": "dL/dr uses h[t]; the reset gate multiplies h[t-1]",
        "dr with n": "dL/dr uses n[t]; the reset gate multiplies h[t-1]",
        "dr without u": "dL/dr lacks u_n, which stands between the reset gate and the candidate",
        "no slopes": "the slopes of the gates r and z are missing on the way back to h[t-1]",
        "logistic slope of n": "the candidate has the slope of the logistic, n (1 - n)",
        "not through r": "the way back through the reset gate is missing",
        "not through z": "the way back through the update gate is missing",
        "not through n": "the way back through the candidate is missing",
    },
    "weights": {
        "h[t]": "u's gradient uses h[t]; the gates heard h[t-1]",
        "n without r": "u_n's gradient uses h[t-1] alone; u_n is multiplied by r[t] h[t-1]",
        "r for all": "the reset gate multiplies h[t-1] everywhere; it does so for the candidate",
        "z for r": "u_n's gradient has the update gate where the reset gate should be",
        "no slopes": "the slopes of the gates r and z are missing",
        "logistic slope of n": "the candidate has the slope of the logistic, n (1 - n)",
        "last step": "only the last step counts; the gradient is the sum over all of them",
        "mean": "the gradients are divided by the number of steps: they are sums",
        "turned round": "the gradients are transposed: rows belong to h[t-1], columns to the gate",
    },
}
BOTH = {
    "truncated": {
        "no end": "nothing is cut off: each error flows back to the very beginning",
        "k1 back": "the errors flow back k1 steps; k2 says how far",
        "one too many": "the errors flow back one step too far: k2 steps in all, the last included",
        "one too few": "the errors flow back one step too few: k2 steps in all, the last included",
        "every step": "the errors flow back after every step; they do so every k1 steps",
        "rest left out": "the last window, shorter than k1, is left out",
        "errors twice": "errors count again in the next window; each counts once",
        "last error only": "only the window's last error flows back; all of the last k1 do",
        "state forgotten": "the state that enters a window is taken for zero; it is a constant",
        "no slope": "the slope of the activation is missing",
        "h[t]": "u's gradient uses h[t]; u heard h[t-1]",
        "u transposed": "u is used as in the forward step; backwards it is transposed",
        "mean": "the gradients are divided by the number of steps: they are sums",
    },
    "train": {
        "untrained": "the params come back as they were given",
        "too short": "the training ends much too soon: the loss has hardly fallen",
        "uphill": "the steps go uphill: the loss is larger than before",
        "silent": "the network has learnt to say nothing at all",
        "every step": "the tally is said at every step; it should be said at zeros only",
        "tanh": "the LSTM is trained with tanh; here its sigma_h is the identity",
    },
}


def of(kind):
    """{question: {slip: words}} of a variant."""
    cell = {k: dict(v) for k, v in (GRU if kind.cell == "gru" else PEEPHOLE).items()}
    found = cell | {k: dict(v) for k, v in BOTH.items()}
    if kind.cell == "peephole":
        del found["backward"]["p as forward"], found["weights"]["turned round"]
    if kind.linear:  # there is no slope to forget
        found["backward"].pop("no slope of c", None)
    if kind.activation == "identity":
        del found["truncated"]["no slope"]
    return found
