"""What is said when a wrong number is exactly that of a known slip: {table: {slip: words}}.

Each sentence is put after "This is what comes out when ...". Not every variant has every slip.
"""

_FORWARD = {
    "tanh gates": "a gate goes through tanh; a gate's is the logistic",
    "no bias": "the bias b is forgotten",
    "tanh outside": "the tanh is taken of o c",
    "no o": "the output gate is forgotten in h",
    "i added": "i and g are added; the gate multiplies the candidate",
    "no i": "the input gate is forgotten in c",
    "f and i swapped": "the gates f and i change places in the line of c",
    "i is f": "i is f itself: it is 1 - f",
    "tanh candidate": "the candidate goes through tanh; here it is what it hears, and no more",
    "tanh shown": "h shows the tanh of c; here it shows c itself",
    "logistic candidate": "the candidate g goes through the logistic; its sigma is tanh",
    "no tanh": "h shows c itself; it shows the tanh of c",
}
_BACKWARD = {
    "no o": "the output gate is forgotten on the way from h to c",
    "no slopes": "the slope is missing: asked for is the derivative by what the gate hears",
    "o with dc": "the output gate's line begins with dc; o stands in the line of h, so with dh",
    "o without c": "the output gate's line lacks what o is multiplied by in h",
    "w on the way": "the way back to h takes the weights w; h is heard through u",
    "not through o": "the way back through the output gate is forgotten",
    "candidate alone": "only the way back through the candidate is counted",
    "squared u": "each weight u is multiplied in twice on the way back",
    "f of now": "the forget gate's line takes c of this step; f multiplies the c before it",
    "one way of f": "f is taken to keep c and no more; it closes the input, too: i = 1 - f",
    "ways added": "the two ways of f are added; opening it closes the input, with a minus",
    "i by itself": "the input gate's line takes i where the candidate g should stand",
    "i with dh": "the input gate's line begins with dh; i stands in the line of c, so with dc",
    "no slope of c": "the slope of the tanh is missing on the way from h to c",
    "1 - c^2": "the slope of the tanh is taken to be 1 - c^2; it is 1 - tanh(c)^2",
    "1 - h^2": "the slope of the tanh is taken to be 1 - h^2; it is 1 - tanh(c)^2",
    "logistic slope of g": "the candidate has the slope of the logistic; its is 1 - g^2",
    "o with c": "the output gate's line takes c; what o multiplies is the tanh of c",
    "sign": "eps has the other sign: it is what h is, minus its label",
    "loss": "eps is the loss itself, half the square, and not its derivative",
    "twice": "eps is twice the error: the half of the loss takes the two away",
}
MISTAKES = {
    "forward_0": _FORWARD
    | {
        "x turned round": "the two inputs change places",
        "only x1": "the second input is forgotten",
        "later x": "the inputs of t = 1 are heard at t = 0",
    },
    "forward_1": _FORWARD
    | {
        "no h": "h[0] isn't heard: the term with u is missing",
        "c heard": "c[0] is heard, where h[0] should be",
        "old x": "the inputs of t = 0 are heard once more",
        "no c": "c[0] is forgotten: the term with f is missing",
        "no f": "c[0] is kept as it is, without the forget gate",
        "old f": "the forget gate of t = 0 is used; it is that of t = 1 that keeps c[0]",
        "h kept": "h[0] is kept, where c[0] should be",
        "old c shown": "h[1] shows c[0], and not the new c",
    },
    "backward_1": _BACKWARD,
    "backward_0": _BACKWARD
    | {
        "scored": "the step t = 0 has an error; only the last step is scored",
        "no cell path": "nothing comes back from c[1] to c[0]",
        "f of now in dc": "what comes back from c[1] meets f[0]; the way goes through f[1]",
        "no f": "what comes back from c[1] isn't multiplied by f[1]",
        "back twice": "what comes back to h[0] is counted twice",
        "dh passed on": "dh of t = 1 is passed on as it is; what comes back is back",
        "eps alone": "nothing comes back from t = 1: dh is eps alone",
    },
    "gradient": {
        "last step": "only t = 1 counts; the gradient is a sum over both steps",
        "first step": "only t = 0 counts; the gradient is a sum over both steps",
        "mean": "the steps' mean is taken; the gradient is their sum",
        "other input": "the weight meets the input of the other weight",
        "steps crossed": "each step's number meets the other step's input",
        "w without x": "the weight's gradient lacks the input that it is multiplied by",
        "h of now": "u meets h[t]; it hears the step before, h[t-1]",
        "c heard": "u meets c[0], where h[0] should be",
        "u without h": "u's gradient lacks h[0], which it is multiplied by",
        "b of one step": "the bias has the last step alone; it is a sum over both steps",
        "b with x": "the bias is multiplied by the first input; it stands alone",
    },
    "step": {
        "up": "the step goes uphill: plus instead of minus",
        "no eta": "the step size is forgotten",
        "squared eta": "the step size is multiplied in twice",
        "half a step": "only half a step is made",
        "only the step": "the step itself is written, without the weight that it starts from",
        "sign of the gradient": "the step has the gradient's sign, and not its size",
    },
}
