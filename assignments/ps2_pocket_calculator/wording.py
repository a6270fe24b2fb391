"""What a variant changes in the source notebook: {kind: {cell's label: [(old, new), ...]}}.

The kinds are those of variants.py, those of a variant don't touch the same words. What isn't here
stands in the source.
"""
# ruff: noqa: E501 (a sentence of the notebook is one line)

NETWORK = {
    "minus": {
        "network": [("x[t] + u\\,h[t-1]", "x[t] - u\\,h[t-1]"),
                    ("One unit adds the input to what it still has from before",
                     "One unit takes from the input a share of what it still has from before")],
        "forward": [("u * h[t - 1]", "-u * h[t - 1]")],
        "check-forward": [("[1, 2.5, 2.25, 1.125]", "[-1, -1.5, -0.25, 0.125]"),
                          ("h[0], 1)", "h[0], -1)"), ("0.9453125", "0.3828125")],
        "bptt": [("+= u *", "-= u *")],
        "check-bptt": [("delta[2], 4)", "delta[2], -4)"), ("[2, 2, 4, 8]", "[0, 2, -4, 8]")],
        "weights": [("return np", "return -np")],
        "check-weights": [("(slope, 9)", "(slope, -9)")],
    },
    "two steps back": {
        "network": [("x[t] + u\\,h[t-1]", "x[t] + u\\,h[t-2]"),
                    ("what it still has from before", "what it said two steps ago")],
        "forward": [("u * h[t - 1] if t > 0", "u * h[t - 2] if t > 1")],
        "check-forward": [("[1, 2.5, 2.25, 1.125]", "[1, 2, 1.5, 1]"), ("0.9453125", "0.75")],
        "bptt": [("len(eps) - 1", "len(eps) - 2"), ("delta[t + 1]", "delta[t + 2]")],
        "check-bptt": [("delta[2], 4)", "delta[2], 0)"), ("delta[3], 8), \"bptt: at the last step nothing",
                       "delta[3], 8), \"bptt: at the last steps nothing"),
                       ("bptt: not scored is not the same as not responsible", "bptt: h[2] has no later step to go to"),
                       ("[2, 2, 4, 8]", "[1, 4, 0, 8]")],
        "weights": [("delta[1:] * h[:-1]", "delta[2:] * h[:-2]")],
        "check-weights": [("(slope, 9)", "(slope, 2)")],
    },
    "mean": {
        "network": [("x[t] + u\\,h[t-1]", "(1 - u)\\,x[t] + u\\,h[t-1]"),
                    ("One unit adds the input to what it still has from before",
                     "One unit mixes the input with what it still has from before")],
        "forward": [("= x[t] +", "= (1 - u) * x[t] +")],
        "check-forward": [("h[0], 1)", "h[0], 0.5)"), ("0.9453125", "0.47265625"),
                          ("[1, 2.5, 2.25, 1.125]", "[0.5, 1.25, 1.125, 0.5625]")],
        "text-weights": [("Each use of $u$ has its share.", "Each use of $u$ has its share; at every step there are two.")],
        "weights": [("np.sum(delta[1:] * h[:-1])", "np.sum(delta[1:] * h[:-1]) - np.sum(delta * x)")],
        "check-weights": [("(slope, 9)", "(slope, -9)"), ("which output did u multiply at step t?", "what did u multiply at step t?")],
    },
}  # fmt: skip

SCORED = {
    "below": {
        "example": [("keys = CALCULATOR_X.copy()", "keys = -CALCULATOR_X"),
                    ("0.0, 4.0, 0.0, 0.0, 0.0, 3.0]", "0.0, -4.0, 0.0, 0.0, 0.0, -3.0]"),
                    ("the lecture's eight keys, and", "the lecture's eight keys with the other sign, and")],
        "title": [("A machine that adds what comes in;", "A machine that adds up debts: its keys are zero or below, and")],
        "text-synchronous": [("where $y[t] > 0$", "where $y[t] < 0$"), ("t:\\,y[t] > 0", "t:\\,y[t] < 0")],
        "synchronous": [("y > 0", "y < 0")],
        "check-synchronous": [("[0.5, -1.0, 0.25]), np.array([1.5, 0.0, 0.75]", "[-0.5, 1.0, -0.25]), np.array([-1.5, 0.0, -0.75]"),
                              ("[-1.0, 0.0, -0.5]", "[1.0, 0.0, 0.5]")],
        "text-gate": [("CReLU}(x[t])", "CReLU}(-x[t])")],
        "gate": [("crelu(x)", "crelu(-x)"), ("y > 0", "y < 0")],
        "check-gate": [("[1, 3, 4])", "[-1, -3, -4])"), ("[1, 3, 4, 0, 1, 2, 3, 0]", "[-1, -3, -4, 0, -1, -2, -3, 0]"),
                       ("on the lecture's keys", "on these keys")],
        "text-fails": [("with $u = 1$", "with $u = -1$")],
        "fails": [("4 and 3 are asked", "-4 and -3 are asked"), ("a 4 that has", "a -4 that has"), ("like a 4 on", "like a -4 on")],
    },
    "last": {
        "text-synchronous": [
            ("The loss looks only at the steps where something should be printed, that is, where $y[t] > 0$:",
             "The loss looks only at the last step:"),
            ("\\sum_{t:\\,y[t] > 0} (h[t] - y[t])^2", "(h[T-1] - y[T-1])^2"),
        ],
        "synchronous": [("eps = np.where(y > 0, h - y, 0.0)", "eps = np.append(np.zeros(len(h) - 1), h[-1] - y[-1])")],
        "check-synchronous": [("eps[1], 0), \"synchronous_backprop: nothing should be printed at t = 1", "eps[1], 0), \"synchronous_backprop: t = 1 isn't the last step"),
                              ("[-1.0, 0.0, -0.5]", "[0.0, 0.0, -0.5]"), ("value, 0.625", "value, 0.125")],
        "gate": [("    scored = y > 0\n", ""), ("np.sum((h - y)[scored] ** 2)", "(h[-1] - y[-1]) ** 2")],
        "check-gate": [("value, 12.5", "value, 4.5"), ("keys is 12.5", "keys is 4.5")],
        "text-fails": [("The loss is $12.5$; the linear network with $u = 1$ has $8$.", "The loss is $4.5$.")],
    },
    "all": {
        "text-synchronous": [
            ("The loss looks only at the steps where something should be printed, that is, where $y[t] > 0$:",
             "The loss looks at every step; where nothing should be printed, $y[t]$ is $0$:"),
            ("\\sum_{t:\\,y[t] > 0}", "\\sum_t"),
            ("with all other outputs held, which is zero where nothing is scored.", "with all other outputs held."),
        ],
        "synchronous": [("np.where(y > 0, h - y, 0.0)", "h - y")],
        "check-synchronous": [("eps[1], 0), \"synchronous_backprop: nothing should be printed at t = 1", "eps[1], -1), \"synchronous_backprop: t = 1 is scored, too"),
                              ("[-1.0, 0.0, -0.5]", "[-1.0, -1.0, -0.5]"), ("value, 0.625", "value, 1.125")],
        "gate": [("    scored = y > 0\n", ""), ("(h - y)[scored]", "(h - y)")],
        "check-gate": [("value, 12.5", "value, 32.5"), ("keys is 12.5", "keys is 32.5")],
        "text-fails": [("The loss is $12.5$; the linear network with $u = 1$ has $8$.", "The loss is $32.5$. Look at the two zeros.")],
    },
}  # fmt: skip

DESIGN = {
    "debts": {
        "text-design": [("zero or above: at", "zero or below: at")],
        "design": [('"u_f": -1.0', '"u_f": 1.0'), ('"w_o": -1.0', '"w_o": 1.0')],
        "check-design": [("said[3], 4), \"design: at the first zero it should print 4", "said[3], -4), \"design: at the first zero it should print -4"),
                         ("[0, 0, 0, 3]", "[0, 0, 0, -3]"), ("[1, 0, 0, 5, 0]), [0, 1, 0, 0, 5]", "[-1, 0, 0, -5, 0]), [0, -1, 0, 0, -5]")],
        "text-between": [("$0 < a < 1$", "$-1 < a < 0$"), ("$a = 0.5$", "$a = -0.5$")],
        "between": [("o = 1 - a:", "o = 1 + a:"), ("says 0.25 for a = 0.5", "says -0.25 for a = -0.5"), ("and 0.375 is printed instead of 0.5", "and -0.375 is printed instead of -0.5"),
                    ("0.25 is said", "-0.25 is said"), ("0.375 is printed; or", "-0.375 is printed; or")],
    },
    "negated": {
        "example": [("i * key", "i * -key")],
        "text-design": [("g[t] &= x[t]", "g[t] &= -x[t]"), ("it prints the sum of the keys since the last zero", "it prints *minus* the sum of the keys since the last zero")],
        "design": [('"u_f": -1.0', '"u_f": 1.0')],
        "check-design": [("said[3], 4), \"design: at the first zero it should print 4", "said[3], -4), \"design: at the first zero it should print -4"),
                         ("[0, 0, 0, 3]", "[0, 0, 0, -3]"), ("[0, 1, 0, 0, 5]", "[0, -1, 0, 0, -5]")],
        "between": [("says 0.25 for", "says -0.25 for"), ("0.375 is printed instead of 0.5", "-0.375 is printed instead of -0.5"),
                    ("0.25 is said", "-0.25 is said"), ("0.375 is printed; or", "-0.375 is printed; or")],
    },
    "no ones": {
        "text-design": [("it prints the sum of the keys since the last zero", "it prints the sum of the keys since the last zero, *without the ones*: a key of $1$ adds nothing")],
        "design": [('"w_i": 0.0, "u_i": 0.0, "b_i": 1.0}  # always accept', '"w_i": 1.0, "u_i": 0.0, "b_i": -1.0}  # accept from 2 on')],
        "check-design": [("said[3], 4), \"design: at the first zero it should print 4", "said[3], 2), \"design: at the first zero it should print 2"),
                         ("[0, 0, 0, 3]", "[0, 0, 0, 0]"), ("[1, 0, 0, 5, 0]), [0, 1, 0, 0, 5]", "[2, 0, 0, 1, 5, 0]), [0, 2, 0, 0, 0, 5]")],
        "text-between": [("$0 < a < 1$", "$1 < a < 2$"), ("$a = 0.5$", "$a = 1.5$")],
        "between": [
            ("At the key a the output gate is half open, o = 1 - a: instead of being silent the network says 0.25 for a = 0.5. At the zero the forget gate hears this and takes it for something that was printed: f = 1 - 0.25 = 0.75, so a quarter of the tally is lost, and 0.375 is printed instead of 0.5. That is too little to shut the forget gate at the next step, and a rest stays for the next sum.",
             "At the key a the input gate is half open, i = a - 1: of a = 1.5 a half is accepted, 0.75. The output gate is shut, as it should be, and nothing is said. At the zero 0.75 is printed instead of 1.5. That is too little to shut the forget gate at the next step: f = 1 - 0.75 = 0.25, and a rest stays for the next sum."),
            ("0.25 is said", "0.75 is accepted"), ("0.375 is printed; or", "0.75 is printed; or"),
        ],
    },
}  # fmt: skip

WORDING = NETWORK | SCORED | DESIGN
