"""The storage: `store` says what stands where, `bucket` reads and writes, `endpoint` finds it, `policy` opens it."""
