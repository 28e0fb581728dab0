"""Checks that a web address answers with the expected status in time. Exit code 1 = it does not."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer


class Hello(BaseHTTPRequestHandler):
    """Answers every GET with a short text."""

    def do_GET(self) -> None:
        body = b"hello\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The log of this run belongs to the check."""


def serve_hello() -> str:
    """Starts a server on a free port of this machine and returns its address."""
    server = HTTPServer(("127.0.0.1", 0), Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def ask(url: str, timeout: float) -> int:
    """The status of one answer; an error status is an answer too."""
    # a proxy would answer in place of the server that is checked
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=timeout) as response:
            response.read()
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def main() -> None:
    url = os.environ.get("URL", "").strip()
    expected = int(os.environ.get("EXPECTED_STATUS", "200"))
    attempts = int(os.environ.get("ATTEMPTS", "3"))
    timeout = float(os.environ.get("TIMEOUT_SECONDS", "5"))
    if not url:
        url = serve_hello()
        print("No address given, so this run checks a server of its own.")
    if not url.startswith(("http://", "https://")):
        sys.exit(f"URL must start with http:// or https://, not {url!r}.")

    failures = 0
    print(f"Checking {url}")
    for attempt in range(1, attempts + 1):
        start = time.perf_counter()
        try:
            status = ask(url, timeout)
            outcome = f"status {status}"
            is_right = status == expected
        except OSError as error:
            # refused, unknown host, too late: all of them are OSError
            outcome = str(getattr(error, "reason", error))
            is_right = False
        elapsed_ms = (time.perf_counter() - start) * 1000
        failures += not is_right
        print(f"{attempt}/{attempts}  {'ok  ' if is_right else 'FAIL'}  {outcome}  {elapsed_ms:.1f} ms", flush=True)
    if failures:
        sys.exit(f"{failures} of {attempts} checks failed (expected status {expected}).")
    print(f"All {attempts} checks passed.")


if __name__ == "__main__":
    main()
