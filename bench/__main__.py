"""`load` fills an office, what stands in ELSEWHERE measures in it; all else measures in one that is thrown away."""

import importlib
import os
import sys

ELSEWHERE = {
    "load": "bench.load.command",
    "large": "bench.large",
    "floors": "bench.floor.command",
    "mixed": "bench.mixed.command",
    "long": "bench.long",
    "engines": "bench.engines",
}
ENGINE = "--engine"


def main(arguments: list[str]) -> int:
    arguments = on_engine(arguments)
    # Each reads the settings in its own way, when it is imported.
    if arguments[:1] and arguments[0] in ELSEWHERE:
        return int(importlib.import_module(ELSEWHERE[arguments[0]]).main(arguments[1:]))
    small = importlib.import_module("bench.demo")
    small.office.run(small.main)
    return 0


def on_engine(arguments: list[str]) -> list[str]:
    """Take `--engine sqlite|postgres` out: the file in DATA_DIR, or the server of DATABASE_URL."""
    if ENGINE not in arguments:
        return arguments
    at = arguments.index(ENGINE)
    chosen, url = arguments[at + 1 : at + 2], os.environ.get("DATABASE_URL", "")
    if chosen == ["sqlite"]:
        os.environ["DATABASE_URL"] = url if url.startswith("sqlite") else ""
    elif chosen != ["postgres"]:
        raise SystemExit(f"{ENGINE} is sqlite or postgres")
    elif not url.startswith("postgres"):
        raise SystemExit(f"{ENGINE} postgres needs DATABASE_URL=postgres://…")
    sys.argv[1:] = rest = arguments[:at] + arguments[at + 2 :]
    return rest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
