"""What is known of each release. `rules`, `checks`, `versions`, `withdrawals` and `recheck` are pure.

`book` keeps it in the store, `migration` reads earlier formats.
"""
