"""`./run bench`: lists the workloads, or measures the ones that are named."""

import sys

from bench.start import seconds_to_the_first_page

WORKLOADS = {
    "start": ("seconds from ./run to the first page, on data that is already there", seconds_to_the_first_page)
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in WORKLOADS]
    if unknown:
        print(f"There is no workload {', '.join(unknown)}; there are: {', '.join(WORKLOADS)}")
        return 1
    if not names:
        for name, (what, _) in WORKLOADS.items():
            print(f"  ./run bench {name}    {what}")
    for name in names:
        what, measure = WORKLOADS[name]
        print(f"{name}: {measure():.1f} ({what})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
