"""What is said when a wrong result is exactly that of a known slip: {question: {slip: words}}.

Each sentence is put after "This is what comes out when ...". ``ONLY``: the kinds (variants.py) in
which a slip is one.
"""

ONLY = {
    ("weights", "no x"): {"mean"},
    ("design", "ones too"): {"no ones"},
    ("synchronous", "mean"): {"above", "below", "all"},  # a single step has itself as its mean
}

MISTAKES = {
    "forward": {
        "no feedback": "nothing is fed back: h[t] is the input alone",
        "added": "the feedback weight u is missing: h grows by what was said, not by u times it",
        "two times": "the feedback is multiplied by u twice",
        "x fed back": "the input of the step before is fed back, where the output should be",
        "x too": "the input is multiplied by u, too",
        "crelu": "h goes through CReLU; this network is linear",
        "tanh": "h goes through tanh; this network is linear",
        "late": "everything comes one step too late: the first output is 0",
    },
    "synchronous": {
        "sign": "eps has the other sign: it is h[t] - y[t]",
        "others scored": "other steps are scored than those that the loss sums over",
        "scored by h": "the sign of h[t] decides what is scored; it is y[t] that does",
        "no half": "the loss lacks its factor 1/2 (your eps has it)",
        "twice": "eps is 2 (h[t] - y[t]): the 1/2 of the loss takes the 2 away",
        "both twice": "loss and eps both lack the factor 1/2",
        "mean": "loss and eps are divided by the number of scored steps: it is a sum",
        "summed from the end": "eps already holds what comes from later steps; that is step 3",
        "no target": "eps is h[t], and the target is forgotten (your loss has it)",
    },
    "bptt": {
        "deaf": "nothing comes back from later steps: your delta is eps, the partial derivative",
        "eps handed on": "eps is sent back and not delta: it comes back once and no further",
        "no u": "what comes back isn't multiplied by u",
        "squared": "what comes back is multiplied by u twice",
        "forwards": "it goes from the first step to the last; delta comes from later steps",
        "overwritten": "a step that isn't scored gets no delta; not scored is not the same as not "
        "responsible",
        "eps too": "eps is multiplied by u, too",
        "turned round": "the array runs from the last step to the first",
    },
    "weights": {
        "h[t]": "delta[t] is multiplied by h[t]; u multiplied an earlier output",
        "x for h": "delta[t] is multiplied by x[t]; u multiplied an output",
        "later": "delta[t] is multiplied by the output of the step after",
        "too far": "u is taken to have multiplied an output one step further back than it did",
        "delta alone": "the deltas are added up alone, without what u multiplied",
        "no x": "only the feedback is counted; u stands before the input as well",
        "mean": "it is divided by the number of steps: it is a sum",
        "sign": "the gradient has the other sign",
        "last step": "only the last step counts; the gradient is the sum over all of them",
        "product of sums": "two sums are multiplied; it is one sum of products",
    },
    "update": {
        "up": "the step goes uphill: it is minus eta times the gradient",
        "no eta": "the learning rate eta is missing",
        "squared eta": "the learning rate eta is applied twice",
        "only the step": "the step itself is returned, without the u that it starts from",
        "the sign alone": "the step has the gradient's sign and not its size",
        "shrunk": "the gradient is multiplied by u",
        "unchanged": "u comes back as it was",
    },
    "gate": {
        "inverted": "the gate is the wrong way round: 1 means keep",
        "late": "the gate hears the input of the step before (a good idea, but not the one asked "
        "for here)",
        "hears h": "the gate hears the last output; it should hear the input",
        "relu": "the gate isn't clipped at 1",
        "below 1": "the gate isn't clipped at 0",
        "step": "the gate jumps from 0 to 1; CReLU rises between them",
        "logistic": "the gate goes through the logistic function, not through CReLU",
        "gates the input": "the gate multiplies the input; it belongs to the last output",
        "gates both": "the gate multiplies the input, too",
        "mixed": "1 - f[t] multiplies the input, which should come in whole",
        "others scored": "other steps are scored than those that the loss sums over",
        "no half": "the loss lacks its factor 1/2",
    },
    "design": {
        "too early": "the forget gate hears the input and lets go at the very zero at which the "
        "tally is to be printed: it forgets one step too early",
        "never": "the forget gate is always open: nothing is ever forgotten",
        "by the clock": "the forget gate stands still at one half: it forgets all the time",
        "f inverted": "the forget gate is the wrong way round: it keeps after printing and forgets "
        "when all was silent",
        "timid": "the forget gate hears the output too weakly: after a small tally it still keeps "
        "some of it",
        "always shows": "the output gate is always open: the network is never silent, and so never "
        "knows when it has printed",
        "o inverted": "the output gate is the wrong way round: it shows while numbers come in and "
        "is shut at a zero",
        "mute": "the output gate is always shut: nothing is ever printed",
        "o hears h": "the output gate hears the last output and not the input: it opens whenever "
        "all was silent",
        "half shown": "the output gate is half open at a zero",
        "nothing accepted": "the input gate is shut: nothing is ever added up",
        "half accepted": "the input gate is half open: half of each key is added",
        "ones too": "the input gate is always open, for ones, too",
        "zeros only": "the input gate is the wrong way round: it accepts nothing but zeros",
    },
}
