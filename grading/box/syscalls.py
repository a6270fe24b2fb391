"""The calls to the kernel that no assignment needs, and that a box refuses.

Shared memory and files in memory go past the limits of a process; the others are where faults of
kernels have been found. Bubblewrap takes the list as a program of the kernel's packet filter (BPF):
see seccomp(2) and linux/bpf_common.h. On a processor that is not listed nothing is refused.
"""

import contextlib
import os
import platform
import struct

# name: number on x86_64, number on aarch64
REFUSED = {
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
}  # fmt: skip
PROCESSOR = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH

LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, EPERM, KILL = 0x7FFF0000, 0x00050001, 0x80000000
X32 = 0x40000000  # the same calls again under other numbers, on x86_64


def program(machine=None):
    """The filter's bytes, or b"" where the processor isn't known."""
    if (machine or platform.machine()) not in PROCESSOR:
        return b""
    column, architecture = PROCESSOR[machine or platform.machine()]
    numbers = [pair[column] for pair in REFUSED.values()]
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL)]
    steps += [(LOAD, 0, 0, 0), (AT_LEAST, len(numbers) + 1, 0, X32)]
    # Each comparison jumps over the rest of them, and over "allow", to "refuse".
    steps += [(EQUAL, len(numbers) - k, 0, number) for k, number in enumerate(numbers)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, EPERM)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


@contextlib.contextmanager
def filtered():
    """(bubblewrap's options, descriptors to pass on)."""
    if not (made := program()):
        yield [], []
        return
    end, start = os.pipe()
    with os.fdopen(start, "wb") as pipe:
        pipe.write(made)  # less than a pipe holds
    try:
        yield ["--seccomp", str(end)], [end]
    finally:
        os.close(end)
