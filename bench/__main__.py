"""`./run bench load …` fills an office, `large` measures in it; everything else measures in one that is thrown away."""

import importlib
import sys

ELSEWHERE = {
    "load": "bench.load.command",
    "large": "bench.large",
    "floors": "bench.floor.command",
    "mixed": "bench.mixed.command",
}


def main(arguments: list[str]) -> int:
    # Each reads the settings in its own way, when it is imported.
    if arguments[:1] and arguments[0] in ELSEWHERE:
        return int(importlib.import_module(ELSEWHERE[arguments[0]]).main(arguments[1:]))
    small = importlib.import_module("bench.demo")
    small.office.run(small.main)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
