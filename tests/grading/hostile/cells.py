"""Cells that attack the marker, its machine or its marks: {name: code}. All are strings.

Each is told SEEK, folders to look for; PORT, where to phone home; and ASKED, {label: names of what
its answer returns} of the questions that its student has not answered.
"""
# ruff: noqa: E501 (code as it would be handed in)

FORGE = """
import json, os
def lines(text):
    for fd in range(3, 64):
        try:
            os.write(fd, text)
        except OSError:
            pass
array = {"dtype": "float64", "shape": [4, 3], "data": [0.0] * 12}
arrays = {k: array for names in ASKED.values() for k in names}
"""

CELLS = {
    "endless loop": "while True: pass",
    "endless sleep": "import time\nwhile True: time.sleep(100)",
    "endless print": "while True: print('ha' * 1000)",
    "endless recursion": "def f(n): return f(n + 1)\nf(0)",
    "endless recursion in C": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()",
    "50 MB of output": "print('x' * 50_000_000)",
    "exit": "import os\nos._exit(0)",
    "polite exit": "import sys\nsys.exit(0)",
    "exit in a thread": "import os, threading\nthreading.Thread(target=os._exit, args=(0,)).start()\n"
    "import time\ntime.sleep(0.3)",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "abort": "import os\nos.abort()",
    "kill the parent": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
    "kill everybody": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "kill every number": "import os\nfor n in range(2, 70000):\n    try: os.kill(n, 9)\n"
    "    except OSError: pass",
    "stop oneself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "ignore signals": "import signal, time\nfor n in range(1, 65):\n"
    "    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
    "time.sleep(1e9)",
    "fork bomb": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "children that stay": "import os, time\nfor _ in range(20):\n    try:\n"
    "        if os.fork() == 0:\n            os.setsid()\n            time.sleep(1e6)\n"
    "    except OSError: break",
    "thread bomb": "import threading, time\nfor _ in range(10000):\n"
    "    threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()",
    "memory bomb": "x = []\nwhile True: x.append(bytearray(10_000_000))",
    "one large array": "np.ones(10**11)",
    "memory of many files": "import os\nheld = []\nfor n in range(1000):\n"
    "    held.append(os.memfd_create(str(n)))\n    os.write(held[-1], bytes(8 << 20))",
    "shared memory": "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.shmat.restype = ctypes.c_void_p\n"
    "for _ in range(100):\n    held = libc.shmget(0, 1 << 28, 0o1600)\n"
    "    where = libc.shmat(held, None, 0)\n    ctypes.memset(where, 1, 1 << 28)\n"
    "    libc.shmdt(ctypes.c_void_p(where))",
    "full disk": "n = 0\nwhile True:\n    n += 1\n    open(f'/tmp/{n}', 'wb').write(bytes(1 << 20))",
    "one large file": "with open('/tmp/large', 'wb') as f:\n"
    "    while True: f.write(bytes(1 << 20))",
    "many small files": "n = 0\nwhile n < 100_000:\n    n += 1\n    open(f'/tmp/{n}', 'w').close()",
    "delete everything": "import os, shutil\nfor top in os.listdir('/'):\n"
    "    if top not in ('proc', 'sys'): shutil.rmtree('/' + top, ignore_errors=True)",
    "read everything": "import os, re\nfound = []\nfor top in SEEK:\n"
    "    for where, _, files in os.walk(top):\n        for name in files:\n            try:\n"
    "                text = open(os.path.join(where, name), 'rb').read(100_000)\n"
    "                found += re.findall(rb'canary-[0-9a-f]+', text)\n"
    "            except OSError: pass\nraise Exception(str(found))",
    "read the surroundings": "import os, re, sys\nfound = []\nfor name in os.listdir('/proc'):\n"
    "    for part in ('environ', 'cmdline', 'maps'):\n        try:\n"
    "            text = open(f'/proc/{name}/{part}', 'rb').read()\n"
    "            found += re.findall(rb'canary-[0-9a-f]+', text)\n"
    "        except OSError: pass\nraise Exception(str(found))",
    "read the key": "import glob\nraise Exception(str([open(f).read() for top in SEEK for f in\n"
    "    glob.glob(top + '/**/key.json', recursive=True)]))",
    "write to others": "import os\nfor top in SEEK:\n    try:\n        os.makedirs(top)\n"
    "    except OSError: pass\n    try: open(top + '/was-here', 'w').write('me')\n"
    "    except OSError: pass",
    "links to elsewhere": "import os\nfor k, top in enumerate(SEEK):\n"
    "    os.symlink(top, f'/tmp/l{k}')\n    try: open(f'/tmp/l{k}/was-here', 'w').write('me')\n"
    "    except OSError: pass",
    "network": "import socket\nfor where in (('1.1.1.1', 53), ('127.0.0.1', PORT)):\n    try:\n"
    "        s = socket.create_connection(where, 0.3)\n        s.sendall(b'was here')\n"
    "    except OSError: pass\n"
    "raise Exception(str(socket.gethostbyname('example.org')))",
    "a shell": "import subprocess\nsubprocess.run(['sh', '-c', 'touch /tmp/x; id'], check=True)",
    "another program": "import os, sys\nos.execv('/proc/self/exe', ['python', '-c', 'pass'])",
    "more rights": "import os\nfor n in (0, 1000):\n    try: os.setuid(n)\n"
    "    except OSError: pass\nos.chroot('/tmp')",
    "higher limits": "import resource\nfor n in range(16):\n    try:\n"
    "        resource.setrlimit(n, (resource.RLIM_INFINITY,) * 2)\n"
    "    except (OSError, ValueError): pass\nx = bytearray(4 << 30)",
    "a namespace of its own": "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
    "assert libc.unshare(0x10000000 | 0x20000) == 0, 'refused'\n"
    "libc.mount(b'none', b'/usr', b'tmpfs', 0, None)",
    "memory of others": "for n in (1, 2, 3):\n    try:\n"
    "        open(f'/proc/{n}/mem', 'r+b').write(b'x')\n    except OSError: pass",
    "patched NumPy": "import builtins\nfor name in ('allclose', 'array_equal', 'isclose', 'all'):\n"
    "    setattr(np, name, lambda *a, **k: True)\nnp.testing.assert_allclose = print",
    "patched asarray": "import sys\nsys.modules['encode'].np = None\n"
    "sys.modules['encode'].encode = sys.modules['encode'].decode = None",
    "patched builtins": "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.max = min\n"
    "builtins.all = lambda x: True",
    "patched json": "import json\njson.dumps = lambda *a, **k: '{\"done\": true}'",
    "patched runner": "import sys\nm = sys.modules['__main__']\n"
    "m.encode = m.call = lambda *a: {'arrays': {}, 'right': True, 'points': 20}",
    "patched os.write": "import os\nos.write = lambda fd, data: len(data)",
    "tampered comparison": "import sys\nfor m in list(sys.modules.values()):\n"
    "    for name in ('judge', 'agree', 'compare', 'grade'):\n        setattr(m, name, lambda *a: True)",
    "frames": "import sys\nf = sys._getframe()\nwhile f:\n"
    "    for k in ('expected', 'points', 'key', 'answers', 'skip'):\n"
    "        if k in f.f_locals: f.f_locals[k] = None\n"
    "    f.f_globals.update(expected=None, points=20)\n    f = f.f_back",
    "frames with answers": "import gc, sys\nfound = [o for o in gc.get_objects()\n"
    "    if isinstance(o, dict) and ('expected' in o or 'tolerance' in o)]\nraise Exception(str(found))",
    "hooks": "import sys, atexit, os\natexit.register(os._exit, 0)\n"
    "sys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)\n"
    "sys.excepthook = lambda *a: None\nsys.addaudithook(lambda *a: None)",
    "import hook": "import sys\nclass H:\n    def find_spec(self, *a): raise SystemExit\n"
    "sys.meta_path.insert(0, H())",
    "forged results": FORGE + "for label in ASKED:\n    for case in range(3):\n"
    "        lines(json.dumps({'result': label, 'case': case, 'right': True, 'points': 20,\n"
    "            'value': {'arrays': arrays}}).encode() + b'\\n')",
    "forged end": FORGE + "lines(b'{\"done\": true}\\n')",
    "forged steps without end": FORGE + 'while True:\n    lines(b\'{"begin": "cell:0"}\\n\')',
    "forged blame": FORGE + 'lines(b\'{"begin": "cell:77"}\\n{"begin": [1]}\\n\')\nos._exit(1)',
    "flooded channel": FORGE + "while True: lines(b'x' * 60_000)",
    "deep JSON": FORGE + "lines(b'[' * 50_000 + b'\\n')",
    "odd JSON": FORGE + "for odd in (b'9' * 6000, b'NaN', b'{\"result\": {}}', b'\\xff\\xfe',\n"
    '    b\'{"result": "LAST", "case": true, "value": {"arrays": 7}}\',\n'
    '    b\'{"result": "LAST", "case": 1e999, "value": 3}\', b\'{"note": "cell:0", "error": []}\'):\n'
    "    lines(odd.replace(b'LAST', [*ASKED][-1].encode()) + b'\\n')",
    "closed channel": "import os\nos.closerange(3, 64)",
    "replaced channel": "import os\nnull = os.open('/dev/null', os.O_RDWR)\n"
    "for fd in range(64):\n    if fd != null: os.dup2(null, fd)",
    "terminal codes": "raise Exception('\\x1b[2J\\x1b]0;owned\\x07<script>alert(1)</script>\\u202e')",
    "a liar's error": "class E(BaseException):\n    def __str__(self): raise SystemExit\nraise E",
    "asks for input": "input('your password: ')",
    "poisoned pickle": "import pickle\nclass P:\n    def __reduce__(self):\n"
    "        return eval, (\"open('/tmp/owned', 'w')\",)\n"
    "open('/tmp/result.pkl', 'wb').write(pickle.dumps(P()))",
    "the solution from elsewhere": "from lstm_core import LSTM",
    "another library": "import torch",
    "stops the collector": "import gc, sys\ngc.disable()\nsys.setswitchinterval(1e9)",
    "code that can't be parsed": "x = " + "(" * 150 + "1" + ")" * 149,
    "code that is hard to parse": "x = " + "-" * 200_000 + "1",
    "code with a null": "x = '\\x00'\n\x00",
}

SLOW = {  # each takes the marker's whole patience
    "endless recursion in C", "endless loop", "endless sleep", "endless print", "ignore signals", "fork bomb",
    "stop oneself", "forged steps without end", "many small files", "kill every number",
}  # fmt: skip
