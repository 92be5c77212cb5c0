"""`make bench`: ratios against a named peer in the same run, never absolute promises."""

import json
import sys

from tests.bench.evaluation_bench import run_evaluation_bench
from tests.bench.search_bench import run_search_bench
from tests.bench.start_bench import run_start_bench
from tests.bench.web_bench import run_web_bench

PARTS = {
    "web": run_web_bench,
    "search": run_search_bench,
    "start": run_start_bench,
    "evaluation": run_evaluation_bench,
}


def main() -> None:
    """Run all parts, or those named on the command line."""
    wanted = sys.argv[1:] or list(PARTS)
    for name in wanted:
        print(f"== {name}", flush=True)
        print(json.dumps(PARTS[name](), ensure_ascii=False, indent=2), flush=True)


main()
