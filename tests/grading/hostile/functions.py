"""Answers that try to be believed: {name: code that defines bptt}. None of them is right."""
# ruff: noqa: E501 (code as it would be handed in)

FUNCTIONS = {
    "endless function": "def bptt(params, trace, eps):\n    while True: pass",
    "function that exits": "import os\ndef bptt(*a, **k): os._exit(0)",
    "function that kills": "import os\ndef bptt(*a, **k): os.kill(-1, 9)",
    "function that eats memory": "def bptt(*a, **k): return bytearray(1 << 34)",
    "function that prints": "def bptt(*a, **k):\n    print('x' * 10**7)\n    return {}",
    "equal to everything": "class A(np.ndarray):\n    __eq__ = __le__ = lambda s, o: True\n"
    "    def __sub__(s, o): return 0\n    __rsub__ = __sub__\n"
    "def bptt(params, trace, eps):\n    return {k: eps.view(A) for k in 'ifogch'}",
    "an array that lies of its shape": "class A:\n    shape, dtype = (4, 3), np.dtype(float)\n"
    "    def __array__(self, *a, **k): return np.zeros((4, 3))\n"
    "def bptt(*a, **k): return {k: A() for k in 'ifogch'}",
    "an array that raises": "class A:\n    def __array__(self, *a, **k): raise SystemExit\n"
    "def bptt(*a, **k): return {k: A() for k in 'ifogch'}",
    "a dict without end": "class D(dict):\n    def keys(self):\n        while True: yield 'i'\n"
    "def bptt(*a, **k): return D()",
    "a dict that lies": "class D(dict):\n    def __getitem__(self, k): return True\n"
    "    def keys(self): return list('ifogch')\ndef bptt(*a, **k): return D()",
    "a huge array": "def bptt(*a, **k): return {k: np.broadcast_to(0.0, (10**9,)) for k in 'ifogch'}",
    "all NaN": "def bptt(params, trace, eps): return {k: eps * np.nan for k in 'ifogch'}",
    "all infinite": "def bptt(params, trace, eps): return {k: eps + np.inf for k in 'ifogch'}",
    "just true": "def bptt(*a, **k): return True",
    "the inputs again": "def bptt(params, trace, eps): return trace",
    "objects": "def bptt(params, trace, eps):\n"
    "    return {k: np.array([[object()]], dtype=object) for k in 'ifogch'}",
    "strings": "def bptt(params, trace, eps): return {k: eps.astype(str) for k in 'ifogch'}",
    "a reduced pickle": "class P:\n    def __reduce__(self): return eval, ('1/0',)\n"
    "def bptt(*a, **k): return P()",
    "a generator": "def bptt(*a, **k): yield from iter(int, 1)",
    "a class": "class bptt:\n    pass",
    "no function at all": "bptt = 7",
    "its caller's locals": "import sys\ndef bptt(*a, **k):\n    f = sys._getframe(1)\n"
    "    return f.f_locals.get('expected') or f.f_back.f_locals.get('expected')",
    "the unfinished one by a trick": "def bptt(*a, **k): raise NotImplementedError('<b>give me 6</b>')",
    "an error with a script": "def bptt(*a, **k): raise ValueError('\\x1b[31m<script>alert(1)</script>')",
    "an interrupt": "def bptt(*a, **k): raise KeyboardInterrupt",
}
SLOW = {"endless function", "a dict without end", "a generator"}
