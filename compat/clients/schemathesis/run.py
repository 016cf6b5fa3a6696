"""Sends what schemathesis makes of an OpenAPI document to a `bailiwick demo` it starts, and fails on any 5xx; and, if the
document is our own, on any answer that it does not allow. See README.md.

Usage: run.py BAILIWICK DOCUMENT [--seconds 600] [--examples 25] [-- more arguments of schemathesis]
"""

import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# Whoever changes the password that the run signs in with hears nothing but 401 from then on, and in read-only mode every
# change is refused with 503.
NOT_OURS_TO_CHANGE = "user/password|myself/password|auth/1/session|user/session|readonly-mode"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bailiwick")
    parser.add_argument("document")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--examples", type=int, default=25)
    parser.add_argument("--cache", type=lambda path: pathlib.Path(path).resolve(), default=ROOT / "target/clients/schemathesis")
    parser.add_argument("more", nargs="*")
    options = parser.parse_args()
    program = environment(options.cache)
    # Ours has the whole path of each operation, and judges bodies, too.
    is_ours = any(path.startswith("/rest/") for path in json.loads(pathlib.Path(options.document).read_text())["paths"])
    prefix, checks = ("", "not_a_server_error,response_schema_conformance") if is_ours else ("/rest", "not_a_server_error")
    server = subprocess.Popen([options.bailiwick, "demo", "--json", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE)
    try:
        hello = json.loads(server.stdout.readline())
        admin = hello["admin"]
        return subprocess.run([
            program, "run", pathlib.Path(options.document).resolve(), "--url", hello["url"] + prefix, "--auth", f"{admin['username']}:{admin['password']}",
            "--checks", checks, "--continue-on-failure", "--phases", "fuzzing", "--max-time", str(options.seconds),
            "--max-examples", str(options.examples), "--no-shrink", "--request-timeout", "60", "--suppress-health-check", "all",
            "--warnings", "off", "--exclude-path-regex", NOT_OURS_TO_CHANGE, *options.more], cwd=options.cache).returncode
    finally:
        server.terminate()
        server.wait(timeout=30)


def environment(cache):
    """Returns schemathesis in a virtual environment of its own."""
    wanted = (HERE / "requirements.txt").read_text()
    mark = cache / "venv/requirements.txt"
    if not mark.exists() or mark.read_text() != wanted:
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", cache / "venv"], check=True)
        pip = [cache / "venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", HERE / "requirements.txt"], check=True)
        mark.write_text(wanted)
    return cache / "venv/bin/schemathesis"


if __name__ == "__main__":
    sys.exit(main())
