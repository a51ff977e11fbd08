"""Broken input on purpose: mutated pages, captions and pictures, and what must hold of every one.

No error but the room's own leaves a call, and no call takes longer than `checks.LIMIT`. `make fuzz SECONDS=60` looks
for inputs that break this and keeps each in `corpus/`, named by kind, seed and number; the suite reads them again.
"""
