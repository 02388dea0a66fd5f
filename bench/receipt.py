"""`python -m bench.receipt [--chains N]`: what it costs to take a signed receipt home from a large register.

It makes a register of bare chains in a folder that is thrown away, or in the empty database that DATABASE_URL names.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from bench import office

office.begin()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from audit.checkpoints import make  # noqa: E402
from audit.models import ChainHead  # noqa: E402
from audit.proofs import _by_all, proof_of  # noqa: E402
from sealing import signing  # noqa: E402

AT_A_TIME = 10_000
ASKED = 20


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="python -m bench.receipt", description=__doc__)
    words.add_argument("--chains", type=int, default=1_000_000)
    asked = words.parse_args(arguments)
    call_command("migrate", verbosity=0, interactive=False)
    signing.add()
    told: dict[str, Any] = {"chains": asked.chains, "database": connection.vendor}
    a_register(asked.chains)
    told["memory_before_mib"] = office.memory()
    _, told["first_checkpoint_s"] = timed(lambda: make(at=timezone.now()))
    told["memory_after_first_mib"] = office.memory()
    ChainHead.objects.filter(chain__in=chains(asked.chains)).update(sequence=20, hash="f" * 64)
    _, told["next_checkpoint_s"] = timed(lambda: make(at=timezone.now()))
    before = office.memory()
    times = [timed(lambda chain=chain: proof_of(chain))[1] for chain in chains(asked.chains)]
    told["proof_median_ms"] = round(statistics.median(times) * 1000, 1)
    told["proof_worst_ms"] = round(max(times) * 1000, 1)
    told["memory_of_proofs_mib"] = office.memory() - before
    # As it was done before there were blocks.
    _, told["proof_over_all_s"] = timed(lambda: _by_all(chains(asked.chains)[0]))
    told["memory_over_all_mib"] = office.memory() - before
    print(json.dumps(told, indent=1))
    return 0


def a_register(many: int) -> None:
    for first in range(0, many, AT_A_TIME):
        ChainHead.objects.bulk_create(
            ChainHead(chain=f"cases.case:{n}", sequence=n % 9 + 1, hash=sha256(str(n).encode()).hexdigest())
            for n in range(first, min(first + AT_A_TIME, many))
        )


def chains(many: int) -> list[str]:
    return [f"cases.case:{n * (many // ASKED)}" for n in range(ASKED)]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    given = work()
    return given, round(time.perf_counter() - began, 4)


if __name__ == "__main__":
    office.run(main)
