"""Draws a progress bar in its log, tells its progress to the page of the run, and answers with a result."""

import json
import os
import sys
import time

GREEN, YELLOW, BOLD, RESET = "\033[32m", "\033[33m", "\033[1m", "\033[0m"
WIDTH = 30


def bar(done: int, steps: int) -> str:
    """The bar as one line of text."""
    filled = WIDTH * done // steps
    colour = GREEN if done == steps else YELLOW
    return f"{colour}{'█' * filled}{'░' * (WIDTH - filled)}{RESET} {100 * done // steps:3d} %"


def main() -> None:
    steps = int(os.environ.get("STEPS", "40"))
    pause = float(os.environ.get("SECONDS", "3")) / steps
    print(f"{BOLD}{steps} steps{RESET}")
    tenth = 0
    for done in range(1, steps + 1):
        time.sleep(pause)
        # the carriage return moves back to the start of the line, so the next bar covers this one
        print(f"\r{bar(done, steps)}", end="", flush=True)
        if 10 * done // steps > tenth:
            tenth = 10 * done // steps
            # a line like this one moves the bar on the page of the run and in the list of runs
            print(f"\n::progress {10 * tenth} {done} of {steps} steps", flush=True)
    print("This line went to the error stream; the run succeeds all the same.", file=sys.stderr)
    print(f"{GREEN}Done.{RESET}")
    # what a program gets that has started the run and waits for it
    print("::result", json.dumps({"steps": steps}))


if __name__ == "__main__":
    main()
