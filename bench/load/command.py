"""`./run bench load --cases N [--seed S]`: fills the empty office that DATA_DIR and DATABASE_URL name.

Some hundred lives are led through the product's own operations in a folder beside it, then multiplied.
"""

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import django

from run import FOLDERS

LIVES = 220
FEW = 90
"""Every road of the demo once, and a few twice."""
LED = "lives.json"


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="./run bench load", description=__doc__)
    words.add_argument("--cases", type=int, required=True)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--lives", type=int, default=None, help=f"lives led through real operations ({LIVES})")
    words.add_argument(
        "--led", type=Path, default=None, help="a folder for the lives: used when they are there already"
    )
    words.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that write (PostgreSQL)")
    asked = words.parse_args(arguments)
    began = time.monotonic()

    def told(line: str) -> None:
        print(f"{time.monotonic() - began:7.1f} s  {line}", flush=True)

    data = Path(os.environ.get("DATA_DIR") or "var").resolve()
    led = (asked.led or data / "tmp" / "lives").resolve()
    if not (led / LED).exists():
        lead(led, asked.lives or (LIVES if asked.cases > 1000 else FEW), asked.seed)
    take_over(led, data)
    for folder in FOLDERS:
        (data / folder).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["DATA_DIR"] = str(data)
    django.setup()
    # Reads the settings when it is imported: the keys had to be in their folder before.
    filling = importlib.import_module("bench.load.filling")
    try:
        filling.fill(led, cases=asked.cases, seed=asked.seed, workers=asked.workers, told=told)
    except filling.NotEmpty as refusal:
        raise SystemExit(str(refusal)) from None
    if asked.led is None:
        shutil.rmtree(led)
    return 0


def lead(led: Path, lives: int, seed: int) -> None:
    """In a process of its own: it has a database of its own."""
    led.mkdir(parents=True, exist_ok=True)
    print(f"    0.0 s  leading {lives} lives through real operations …", flush=True)
    # They end with yesterday: whoever works in the register today acts behind everything that happened in it.
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date() - timedelta(days=1)
    kept_out = {"DATABASE_URL", "IDENTITY_KEYS_DIR", "SIGNING_KEYS_DIR", "RECEIPT_KEYS_DIR"}
    env = {name: value for name, value in os.environ.items() if name not in kept_out} | {"DATA_DIR": str(led)}
    command = [sys.executable, "-m", "bench.load.living", "--lives", str(lives), "--seed", str(seed)]
    subprocess.run([*command, "--today", str(today)], env=env, check=True, stdout=subprocess.DEVNULL)


def take_over(led: Path, data: Path) -> None:
    """The words lie under the keys with which the lives were led; what has keys already is somebody's office."""
    keys = data / "keys"
    if keys.is_dir() and any((keys / "identities").glob("*.key")) and not _same_keys(led / "keys", keys):
        raise SystemExit(f"{keys} holds the keys of another office: give DATA_DIR a new folder.")
    for folder in ("keys", "files"):
        shutil.copytree(led / folder, data / folder, dirs_exist_ok=True)


def _same_keys(one: Path, other: Path) -> bool:
    names = {file.name for file in (one / "identities").iterdir()} if (one / "identities").is_dir() else set()
    return all(
        (other / "identities" / name).is_file()
        and (other / "identities" / name).read_bytes() == (one / "identities" / name).read_bytes()
        for name in names
    )
