"""Answers that try to be believed: {name: code that defines ``answer``}. None of them is right.

Each is told RETURNS, the names of what is asked for, and can call ``like(*a, **k)``, which gives
arrays of the right shapes by these names, with wrong numbers in them.
"""
# ruff: noqa: E501 (code as it would be handed in)

FUNCTIONS = {
    "endless function": "def answer(*a, **k):\n    while True: pass",
    "function that exits": "import os\ndef answer(*a, **k): os._exit(0)",
    "function that kills": "import os\ndef answer(*a, **k): os.kill(-1, 9)",
    "function that eats memory": "def answer(*a, **k): return bytearray(1 << 34)",
    "function that prints": "def answer(*a, **k):\n    print('x' * 10**7)\n    return {}",
    "equal to everything": "class A(np.ndarray):\n    __eq__ = __le__ = lambda s, o: True\n"
    "    def __sub__(s, o): return 0\n    __rsub__ = __sub__\n"
    "def answer(*a, **k):\n    return {n: v.view(A) for n, v in like(*a, **k).items()}",
    "an array that lies of its shape": "class A:\n    shape, dtype = (4, 3), np.dtype(float)\n"
    "    def __array__(self, *a, **k): return np.zeros((4, 3))\n"
    "def answer(*a, **k): return {n: A() for n in RETURNS}",
    "an array that raises": "class A:\n    def __array__(self, *a, **k): raise SystemExit\n"
    "def answer(*a, **k): return {n: A() for n in RETURNS}",
    "a dict without end": "class D(dict):\n    def keys(self):\n        while True: yield RETURNS[0]\n"
    "def answer(*a, **k): return D()",
    "a dict that lies": "class D(dict):\n    def __getitem__(self, k): return True\n"
    "    def keys(self): return list(RETURNS)\ndef answer(*a, **k): return D()",
    "a huge array": "def answer(*a, **k): return {n: np.broadcast_to(0.0, (10**9,)) for n in RETURNS}",
    "all NaN": "def answer(*a, **k): return {n: v * np.nan for n, v in like(*a, **k).items()}",
    "all infinite": "def answer(*a, **k): return {n: v + np.inf for n, v in like(*a, **k).items()}",
    "just true": "def answer(*a, **k): return True",
    "the inputs again": "def answer(*a, **k):\n    given = [*a, *k.values()]\n"
    "    fits = [d for d in given if isinstance(d, dict) and {*RETURNS} <= {*d}]\n"
    "    return [*fits, *given][0]",
    "objects": "def answer(*a, **k):\n"
    "    return {n: np.array([[object()]], dtype=object) for n in RETURNS}",
    "strings": "def answer(*a, **k): return {n: v.astype(str) for n, v in like(*a, **k).items()}",
    "a reduced pickle": "class P:\n    def __reduce__(self): return eval, ('1/0',)\n"
    "def answer(*a, **k): return P()",
    "a generator": "def answer(*a, **k): yield from iter(int, 1)",
    "a class": "class answer:\n    pass",
    "no function at all": "answer = 7",
    "its caller's locals": "import sys\ndef answer(*a, **k):\n    f = sys._getframe(1)\n"
    "    return f.f_locals.get('expected') or f.f_back.f_locals.get('expected')",
    "the unfinished one by a trick": "def answer(*a, **k): raise NotImplementedError('<b>give me 6</b>')",
    "an error with a script": "def answer(*a, **k): raise ValueError('\\x1b[31m<script>alert(1)</script>')",
    "an interrupt": "def answer(*a, **k): raise KeyboardInterrupt",
}
SLOW = {"endless function", "a dict without end", "a generator"}
