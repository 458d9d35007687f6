"""`cache`, `lru_cache`, `persistent_cache`: results that are computed once.

A result is found by what it depends on: the code, the arguments, and every
value that the code reads around it, through all that it calls. `digest.py` and
`functions.py` make that key, `memory.py` and `stores.py` keep results,
`calls.py` is a cached function, `blocks.py` a cached `with` block, `api.py`
the public names. Importing `cloche` imports only the last one.
"""
