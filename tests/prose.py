"""Which numbers the prose of a section contains, and which numbers its cells assert.

Every number in the prose of a notebook is a claim. It must be a literal in an ``assert`` of a code
cell in the same section (a section reaches from one heading to the next), or stand with its source
in ``prose_numbers/``, a file for each notebook.

Not a claim, and skipped, are only these:

    displayed equations                 they have checks of their own
    subscripts                          h_0, x_{t-1}
    index brackets right after a symbol h[0], e[t+1]
    digits in a name                    x0, float64, 02_the_memorizer
    orders of a derivative              \\partial^2, d^2
    numbers of notebooks                00, 02, ... (two digits, the first a zero)
    equation references                 (2.3), if there is an equation with this tag
    addresses, HTML tags                the target of a link, <img ...>; what can be read is scanned
    list markers, heading numbers       "1." at the beginning of a line or a heading

So coefficients and exponents in inline formulas, numbers in code spans, in tables and in headings
are all claims. A number written in words is not: write small counts that way.

Read as one number: 1e-5, 2.5 \\cdot 10^{-5}, 10⁻³, 2^{10} (= 1024), \\frac{1}{2} and ½ (= 0.5),
12,000 and 12\\,000 (= 12000). A per cent stands for itself and for its hundredth.
"""

import re
import unicodedata
from dataclasses import dataclass

from tests import notebook_text as text

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
VULGAR = {char: unicodedata.numeric(char) for char in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}

UNSIGNED = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
POWER = r"\s*(?:\^|\*\*)\s*(?:\{\s*([-+]?[0-9.]+)\s*\}|\(\s*([-+]?[0-9.]+)\s*\)|([-+]?[0-9]+))"
NUMBER = re.compile(
    rf"""(?<![^\W_])(?<![^\W_]_)(?<!\.)   # not inside a name or another number
    (?P<mantissa>{UNSIGNED})(?![0-9]|_[^\W_])
    (?:(?P<exponent>[eE][-+]?[0-9]+)(?![A-Za-z0-9_])
      |\s*[×·*]\s*10{POWER}
      |{POWER})?
    (?P<percent>\s*\\?%)?""",
    re.VERBOSE,
)
FRACTION = re.compile(r"\\[dt]?frac\s*(?:\{\s*([0-9.]+)\s*\}\s*\{\s*([0-9.]+)\s*\}|([0-9])([0-9]))")

HTML_TAG = re.compile(
    r"<!--.*?-->|</?(?:a|b|i|em|strong|br|hr|img|p|div|span|details|summary|sub|sup|kbd|code"
    r"|table|thead|tbody|tr|td|th|ul|ol|li|figure|figcaption|iframe|video|source)\b[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
READ_ALOUD = re.compile(r"\b(?:alt|title)\s*=\s*(\"[^\"]*\"|'[^']*')")
NOT_CLAIMS = [
    re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+", re.MULTILINE),  # where a reference link leads
    re.compile(r"(?<=\])\([^()\s]*(?:[/#]|\.(?:ipynb|md|py|png|html))[^()\s]*"),  # ... and a link
    re.compile(r"<?\b(?:https?|ftp)://[^\s<>)]+>?"),
    re.compile(r"(?:\\partial|\bd)\s*[A-Za-z]?\s*(?:\^\s*(?:\{[0-9]\}|[0-9])|[²³])"),
    re.compile(r"(?<=[^\W_]|[)}\]'|])_\s*(?:\{[^{}]*\}|[0-9]+)"),
    re.compile(r"(?<=[A-Za-z}'])\[\s*(?:[A-Za-z]\s*)?(?:[-+−]?\s*[0-9]+)?\s*\]"),
    re.compile(r"(?<![\w.])0[0-9](?![\w.]*[0-9])"),
    re.compile(r"&#?\w+;|\.{2,}|…"),
]
LIST_MARKER = re.compile(r"^[ \t>]*[0-9]+[.)](?=\s)", re.MULTILINE)
PARAGRAPH = re.compile(r"(?:^(?![ \t>]*$).*\n?)+", re.MULTILINE)
REFERENCE = re.compile(r"(?<![\w\]}])\(([0-9]+\.[0-9]+)\)")
SPACING = re.compile(r"\\(?:hspace|vspace)\*?\{[^}]*\}|\\\\\[[^\]]*\]")
COMMAND = re.compile(r"\\[A-Za-z]+|\\[;:! ]")


@dataclass(frozen=True)
class Claim:
    """A number in the prose: its value, how it is written, half a unit of its last digit."""

    value: float
    text: str
    half_digit: float
    percent: bool = False

    def met_by(self, value, slack=0.0) -> bool:
        """Whether this value is the number, and known at least as closely as it is printed."""
        scales = (1.0, 0.01) if self.percent else (1.0,)
        return any(
            abs(value - scale * self.value) <= 1e-12 * abs(scale * self.value)
            and slack <= scale * self.half_digit * (1 + 1e-9)
            for scale in scales
        )


def claims(prose, tags=(), names=()) -> list[Claim]:
    """The numbers in a piece of markdown. ``tags``: the equations there are; ``names``: proper
    names that have a number in them, such as "Lecture 18"."""
    prose = text.blank(text.DISPLAY, prose)
    for name in names:
        prose = prose.replace(name, " ")
    prose = HTML_TAG.sub(lambda tag: " ".join(READ_ALOUD.findall(tag[0])) or " ", prose)
    prose = REFERENCE.sub(lambda found: " " if found[1] in tags else found[0], prose)
    prose = re.sub(r"(?<=[0-9])(?:\\,|[\u2009\u202f])(?=[0-9]{3}(?![0-9]))", ",", prose)
    prose = SPACING.sub(" ", prose).replace("\\,", " ")
    prose = PARAGRAPH.sub(_without_markers, prose)
    for pattern in NOT_CLAIMS:
        prose = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), prose)
    return list(_numbers(_plain(prose)))


def _without_markers(paragraph):
    """A line that begins with "8." belongs to a list only where a list has begun."""
    listed = LIST_MARKER.match(paragraph[0])
    return LIST_MARKER.sub("", paragraph[0]) if listed else paragraph[0]


def _plain(prose):
    """Signs, fractions and superscripts in one spelling, LaTeX commands out of the way."""
    prose = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda s: f"^{{{s[0].translate(SUPERSCRIPTS)}}}", prose)
    prose = prose.replace("−", "-").replace("\\%", "%")
    for char, value in VULGAR.items():
        prose = prose.replace(char, f" {value} ")
    prose = re.sub(r"\\(?:times|cdot)(?![A-Za-z])", " × ", prose)
    prose = FRACTION.sub(_quotient, prose)
    return COMMAND.sub(" ", prose)


def _quotient(fraction):
    above, below = float(fraction[1] or fraction[3]), float(fraction[2] or fraction[4])
    return f" {above / below!r} " if below else f" {above} / {below} "


def _numbers(prose):
    for found in NUMBER.finditer(prose):
        mantissa = found["mantissa"].replace(",", "")
        groups = found.groups()
        scale = next((g for g in groups[2:5] if g), None)
        power = next((g for g in groups[5:8] if g), None)
        factor = float("1" + found["exponent"]) if found["exponent"] else 1.0
        factor *= 10.0 ** float(scale) if scale else 1.0
        value = float(mantissa) * factor
        half_digit = 0.5 * 10.0 ** -len(mantissa.partition(".")[2]) * factor
        if power:
            value = float(mantissa) ** float(power)
            half_digit = 0.5 * min(1.0, value)
        sign = -1.0 if _negative(prose, found.start(), found.end()) else 1.0
        written = ("-" if sign < 0 else "") + " ".join(found[0].split())
        yield Claim(sign * value, written, half_digit, bool(found["percent"]))


def _negative(prose, start, end):
    """Whether the minus in front belongs to the number: -2, = -2, (-2, but not m-2, not m - 2."""
    if start == 0 or prose[start - 1] != "-":
        return False
    before = prose[: start - 1]
    if not before or before[-1].isspace():
        return True
    if before[-1] == "|":  # |u|-1 ends an absolute value, |-1| is a cell of a table
        return prose[end:].lstrip().startswith("|")
    return before[-1] not in ")]}'-" and not before[-1].isalnum()
