"""`python -m tests.scenarios.law --sequences 100000 --seed 1`: try many sequences, show the first that break the law.

Sequence `n` of a seed is always the same, so a long run can be split over
processes or taken up again: `--first 40000`.
"""

import argparse
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[3] / "kernel" / "src"))

from . import broken, sequence


def main():
    """Try them; the exit code says whether all held."""
    options = argparse.ArgumentParser(prog="law")
    options.add_argument("--sequences", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--most-faults", type=int, default=1)
    given = options.parse_args()
    began, faults = time.process_time(), 0
    for number in range(given.first, given.first + given.sequences):
        fault = broken(sequence(Random(f"{given.seed}:{number}")))
        if fault is not None:
            faults += 1
            print(f"sequence {number}: {fault}", flush=True)
            if faults >= given.most_faults:
                break
        if number % 1000 == 999:
            print(f"{number + 1 - given.first} sequences, {time.process_time() - began:.0f} s", flush=True)
    print(f"{number + 1 - given.first} sequences of seed {given.seed}: {faults} break the law", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
