"""What comes back to students beside the marks."""

_ONE, _TWO = "01_partial_and_total_derivatives", "02_vanishing_and_exploding_gradients"
READ = {  # {question: (lecture, its section)}: where to read again
    "total": (_ONE, "The same as a picture: ways through a graph"),
    "partial": (_ONE, "Three slopes at one point"),
    "cut": (_ONE, "The dashed line"),
    "dw": (_TWO, "Two factors"),
    "du": (_TWO, "Two factors"),
    "echo": (_ONE, "Several taps"),
    "growth": (_TWO, "A sentence that needs a condition"),
    "predict": (_TWO, "A sentence that needs a condition"),
}
VISIBLE = 5  # variables of the graph of the example on a student's page
