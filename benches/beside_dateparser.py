#!/usr/bin/env python3
"""How fast extraction is beside a search for dates alone: `dateparser.search`, on the same text, in one run.

    python3 -m venv target/dateparser && target/dateparser/bin/pip install dateparser==1.5.0
    target/dateparser/bin/python benches/beside_dateparser.py [MEGABYTES]

Runs `cargo bench --bench extract` for Kharita's figures, on one thread and on two, then gives `dateparser` the articles of that text,
one by one and on one thread, until a minute is over. Both count megabytes of UTF-8 a second.
"""

import json
import pathlib
import subprocess
import sys
import time
from importlib.metadata import version

from dateparser.search import search_dates

MINUTE = 60.0


def bench(root: pathlib.Path, *arguments: str) -> str:
    command = ["cargo", "bench", "--quiet", "--bench", "extract", "--", *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent.parent
    megabytes = sys.argv[1] if len(sys.argv) > 1 else "20"
    lines = root / "target" / "dateparser.jsonl"
    bench(root, megabytes, "text", str(lines))
    print(bench(root, megabytes, "plain").strip())

    seconds, read, found = 0.0, 0, 0
    with lines.open(encoding="utf-8") as articles:
        for line in articles:
            text = json.loads(line)["text"]
            start = time.perf_counter()
            dates = search_dates(text, languages=["ar"])
            seconds += time.perf_counter() - start
            read += len(text.encode())
            found += len(dates or [])
            if seconds > MINUTE:
                break
    rate = read / 1e6 / seconds
    print(f"dateparser {version('dateparser')}, dates alone, one thread: {rate:.3f} MB/s", end=" ")
    print(f"({read / 1e6:.1f} MB, {found} dates)")


if __name__ == "__main__":
    main()
