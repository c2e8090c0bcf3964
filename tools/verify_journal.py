"""Checks a journal of `clerk journal export`; needs Python alone: verify_journal.py FILE [--key PUBLIC_KEY].

Each line is an entry: canonical JSON with its number and the SHA-256 of the line before it. The last line is the head:
the number and hash of the last entry, and an Ed25519 signature of "<number> <hash>". Checking that against PUBLIC_KEY,
64 hexadecimal digits, needs the package `cryptography`. Exit codes: 0 whole, 3 broken.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable


def fault(lines: Iterable[str], key: str | None = None) -> str:
    """Return which entry does not hold and why; empty for a whole journal."""
    last, count, head = "0" * 64, 0, None
    for text in (line.rstrip("\n") for line in lines):
        try:
            entry = json.loads(text)
            canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        except ValueError:
            return f"{count + 1} is not JSON"
        if head or text != canonical:
            return f"{count + 1} stands behind the head, or is not in canonical form"
        if "head" in entry:
            head = entry["head"]
        elif entry.get("seq") != count + 1:
            return f"{count + 1} is missing: number {entry.get('seq')} stands in its place"
        elif entry.get("previous") != last:
            return f"{max(count, 1)} was changed: the entry behind it was chained to other content"
        else:
            count, last = count + 1, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if not head or (head["seq"], head["hash"]) != (count, last):
        return (
            f"{count + 1} and all behind it were cut off" if not head or head["seq"] > count else f"{count} is forged"
        )
    return "" if key is None or signed(head, key) else f"{count} is not signed with this key"


def signed(head: dict[str, str], key: str) -> bool:
    """Return whether the head carries a signature of this key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    message = f"{head['seq']} {head['hash']}".encode()
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(head["signature"]), message)
    except (InvalidSignature, ValueError):
        return False
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("lines", metavar="FILE", type=argparse.FileType(encoding="utf-8", errors="surrogatepass"))
    parser.add_argument("--key")
    broken = fault(**vars(parser.parse_args()))
    print(f"BROKEN: entry {broken}" if broken else "whole")
    sys.exit(3 if broken else 0)
