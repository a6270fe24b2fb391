"""What is said when a wrong result is exactly that of a known slip: {question: {slip: words}}.

Each sentence is put after "This is what comes out when ...".
"""

_GRADIENT = {
    "sign": "the error has the other sign: it is what h is, minus what it should be",
    "no error": "the error is left out: going back begins with 1",
    "loss": "the loss is returned, and not its gradient",
    "w forgotten": "h is computed without w: the first output is w x0, not x0",
    "all scored": "every step has an error; the loss looks at those it names, and no others",
    "mean": "the sum over the steps is divided by their number",
    "too few": "the message takes one step too few on its way back: one factor u is missing",
    "too many": "the message takes one step too many on its way back: one factor u too much",
    "delta alone": "the total derivatives by h are summed, without what the weight multiplies",
}

MISTAKES = {
    "total": {
        "direct": "only the direct arrow counts: that is a partial derivative, all others held",
        "longest": "only the longest way counts; the total derivative is the sum over all ways",
        "two totals": "both factors are total derivatives, so that ways are counted twice: one of "
        "them is the number on the arrow",
        "overwritten": "what comes back along one arrow overwrites what came along another: the "
        "ways are added up",
        "added": "the numbers along a way are added; along a way they are multiplied",
        "turned round": "it is the derivative of the one you were to differentiate by: of and wrt "
        "change places",
        "ends": "it is the derivative of the last variable by the first, whatever was asked",
    },
    "partial": {
        "nothing held": "nothing is held: this is the total derivative",
        "all held": "all other variables are held; only those in held are",
        "one held": "only the first of the held variables is held",
        "only through": "the ways through the held variables are counted, and the open ones aren't",
        "all of them": "a way is closed only if it passes all of the held variables; one is enough",
        "at the start": "a held variable closes only the arrow that comes to it from wrt itself",
        "at the end": "a held variable closes only its own arrow to the variable at the end",
    },
    "cut": {
        "no arrow": "the number on the arrow is missing: the two totals alone are multiplied",
        "no tail": "the tail's factor, d tail / d wrt, is missing",
        "no head": "the head's factor, d of / d head, is missing",
        "arrow alone": "the numbers on the arrows come back alone, without the two totals",
        "squared": "the number on the arrow is multiplied in twice",
        "added": "the three factors are added; they are multiplied",
        "divided": "it is divided by the number on the arrow, where it should be multiplied",
        "shares": "the products are divided by their sum",
        "summed up": "each entry holds the entries before it as well",
        "turned round": "the products are in the wrong order: the last arrow comes first",
    },
    "dw": _GRADIENT
    | {
        "no x0": "x0, the input that w multiplies, is missing",
        "h for x": "the total derivatives are multiplied by h[n]; w multiplies x[n]",
    },
    "du": _GRADIENT
    | {
        "h[n]": "the total derivatives are multiplied by h[n]; u multiplies an earlier h",
        "x for h": "it is dL/dw: the total derivatives are multiplied by x[n], not by what u "
        "multiplies",
        "partial": "partial derivatives by h stand where the total ones should: earlier uses of u "
        "don't count",
    },
    "echo": {
        "first tap": "only the newest tap is used",
        "turned round": "the taps are taken in the wrong order",
        "sizes": "the signs of the taps are left out",
        "all sizes": "the sizes of the echo come back, without their signs",
        "lag": "each tap reaches back one step too far",
        "added": "the taps are added up, as if all of them heard the last step",
        "input": "the older taps hear the 1 at the start, and not its echo",
        "late": "the 1 comes in one step too late",
    },
    "growth": {
        "largest weight": "the size of the largest tap is returned: that is right for one tap only",
        "sum": "the taps are added up",
        "sum of sizes": "the sizes of the taps are added up: that is a bound, and not what happens",
        "product": "the taps are multiplied",
        "length": "the root of the sum of squares of the taps is taken",
        "signs": "the taps stand on the wrong side of the equation for z: each changes its sign",
        "smaller": "the smallest of the solutions is taken; in the long run the largest wins",
        "real part": "a real part is taken, not a size: z may be complex, or below zero",
        "the other way up": "one over the factor is returned",
        "squared": "it is the factor for two steps, and not for one",
        "log": "the logarithm of the factor is returned",
        "turned round": "the taps are taken in the wrong order",
    },
}
