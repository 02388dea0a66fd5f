"""One machine of several: the process tree of `./run`, with the Python that runs the tests."""

import os
import sys
from pathlib import Path

import run

if __name__ == "__main__":
    run.PYTHON = Path(sys.executable)
    sys.exit(run.Supervisor("127.0.0.1", int(os.environ["PORT"]), Path(os.environ["DATA_DIR"])).stay())
