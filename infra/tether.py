"""Become a command that the kernel kills as soon as its parent thread ends: `python tether.py PARENT COMMAND…`.

prctl(2), PR_SET_PDEATHSIG; it survives execve(2). Where there is no such call the command simply runs. A script of its
own because code between fork and exec in a program with threads may deadlock.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the program that started this one is gone")
    os.execvp(command[0], command)  # noqa: S606 - no shell wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
