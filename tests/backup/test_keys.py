"""The archive of keys holds every key of the office: also the one that signs receipts."""

import tarfile

from config.backup import keys


def test_the_keys_of_receipts_are_carried_with_the_others(tmp_path):
    keys.write(tmp_path / "keys.tar")
    with tarfile.open(tmp_path / "keys.tar") as archive:
        kept = {name.rpartition("/")[0] for name in archive.getnames() if name.endswith(".key")}
    assert {"identities", "signing", "receipts"} <= kept
