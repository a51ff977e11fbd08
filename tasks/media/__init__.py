"""Images and files: `kinds` tells what bytes really are, `embedded` what an image says of itself.

`measure` puts both down as the ledger keeps it, `originals` finds the bytes again.
"""
