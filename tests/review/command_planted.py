"""`summarize review` with the planted judge, for tests that start a process of their own."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from review.planted import find_planted, judge  # noqa: E402

from summarizer.review import corrections, page  # noqa: E402
from summarizer.review.command import command  # noqa: E402

if __name__ == "__main__":
    if "--real-check" in sys.argv:
        sys.argv.remove("--real-check")
    else:
        corrections.check = judge
        page.find_mentions = find_planted
    command()
