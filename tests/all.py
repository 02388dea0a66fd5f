"""What `./run test` runs, step by step: `quick`, `deep`, `screens`, everything, or whatever is handed to pytest."""

import sys

from tests.steps import Run

HELP = "Usage: ./run test [quick | deep | screens | arguments for pytest]"


def main(arguments: list[str]) -> int:
    run = Run()
    match arguments:
        case []:
            run.everything()
        case ["quick"]:
            run.quick()
        case ["deep"]:
            run.deep()
        case ["screens"]:
            run.screens()
        case _:
            return run.pytest_alone(arguments)
    return run.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
