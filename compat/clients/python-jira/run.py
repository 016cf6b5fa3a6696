"""Runs the test suite of the library `jira` (PyPI), unedited, against a `bailiwick serve` that it starts. See README.md.

Usage: run.py BAILIWICK [options]. Fails if a test that the committed results call passed does not pass.
"""

import argparse
import contextlib
import hashlib
import http.cookiejar
import os
import pathlib
import re
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SUITE = "python-jira_3.10.5.orig.tar.gz"
SUITE_SHA256 = "ca255690116b6161f131dcd230ad75ed18739db43e59aaf65d302eb9a131fafb"
ADMIN, PASSWORD = "admin", "admin"
RANK = {"pass": 0, "skip": 1, "fail": 2}


def main():
    options = arguments()
    if options.database_url:
        os.environ["BAILIWICK_DATABASE_URL"] = options.database_url
    python = environment(options.cache)
    with tempfile.TemporaryDirectory(prefix="bailiwick-jira-") as work:
        suite = unpacked_suite(options, pathlib.Path(work))
        with server(options.bailiwick, options.port, options.context_path, work) as url:
            make_security_scheme(url)
            variables = suite_environment(url, python, work)
            run([python, "make_local_jira_user.py"], cwd=suite, env=variables)
            found = run_suite(python, suite, variables, options, work)
    return judge(found, options)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bailiwick", help="the program to test")
    parser.add_argument("--suite", default=os.environ.get("PYTHON_JIRA_SUITE"),
                        help=f"{SUITE}, or a folder that has it [default: $PYTHON_JIRA_SUITE, else Debian's is downloaded]")
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / "target/clients/python-jira",
                        help="where the virtual environment and a downloaded suite are kept")
    parser.add_argument("--port", type=int, default=2990, help="one test knows the address by heart [default: 2990]")
    parser.add_argument("--context-path", default="/jira")
    parser.add_argument("--database-url", help="an empty PostgreSQL database instead of SQLite")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "results.txt", help="what passed before")
    parser.add_argument("--write", action="store_true", help="write the results of a whole run, instead of comparing")
    parser.add_argument("--report", type=pathlib.Path, help="write what was found to this file, too")
    parser.add_argument("tests", nargs="*", help="arguments of pytest, such as tests/resources/test_issue.py or -k Worklog; "
                                                 "after `--`")
    return parser.parse_args()


def run(command, **more):
    subprocess.run([str(part) for part in command], check=True, **more)


def environment(cache):
    """Returns the Python of a virtual environment with the library and what its tests import."""
    wanted = (HERE / "requirements.txt").read_text()
    python, mark = cache / "venv/bin/python", cache / "venv/requirements.txt"
    if not mark.exists() or mark.read_text() != wanted:
        cache.mkdir(parents=True, exist_ok=True)
        run([sys.executable, "-m", "venv", "--clear", cache / "venv"])
        run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt"])
        mark.write_text(wanted)
    return python


def unpacked_suite(options, work):
    """Unpacks the library's source with its tests; the tests run there, so that pytest finds them by their own paths."""
    archive = pathlib.Path(options.suite) if options.suite else options.cache / SUITE
    if archive.is_dir():
        archive = archive / SUITE
    if not archive.exists():
        if options.suite:
            raise SystemExit(f"{archive} is not there")
        download(options.cache)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SUITE_SHA256:
        raise SystemExit(f"{archive} is not the suite that the results are about")
    with tarfile.open(archive) as tar:
        tar.extractall(work / "suite")
    folder, = (work / "suite").iterdir()
    return folder


def download(cache):
    """Fetches Debian's source package with sources of its own: those of the machine, with `deb-src` added."""
    mirror = machine_mirror()
    state = cache / "apt"
    for name in ("lists/partial", "archives/partial"):
        (state / name).mkdir(parents=True, exist_ok=True)
    (state / "sources.list").write_text(f"deb-src {mirror} sid main\n")
    apt = [f"-oDir::Etc::sourcelist={state}/sources.list", "-oDir::Etc::sourceparts=-", f"-oDir::State::lists={state}/lists",
           f"-oDir::Cache={state}"]
    run(["apt-get", *apt, "update", "-qq"])
    run(["apt-get", *apt, "source", "-qq", "--download-only", "--tar-only", "python-jira"], cwd=cache)


def machine_mirror():
    """Returns the address of the Debian mirror that this machine uses."""
    folder = pathlib.Path("/etc/apt")
    for file in [folder / "sources.list", *sorted(folder.glob("sources.list.d/*"))]:
        text = file.read_text() if file.exists() else ""
        found = re.search(r"^(?:deb|URIs:).*?(https?://\S*/debian)/?(?:\s|$)", text, re.MULTILINE)
        if found:
            return found.group(1)
    return "http://deb.debian.org/debian"


@contextlib.contextmanager
def server(bailiwick, port, context_path, work):
    """Serves a new instance with the administrator that the suite expects; yields its address."""
    url = f"http://localhost:{port}{context_path}"
    variables = dict(os.environ, BAILIWICK_ADMIN_PASSWORD=PASSWORD)
    command = [bailiwick, "serve", "--data", f"{work}/data", "--listen", f"127.0.0.1:{port}", "--base-url", url,
               "--admin-username", ADMIN, "--admin-email", "admin@example.com"]
    log = open(f"{work}/log", "w+")
    process = subprocess.Popen(command, env=variables, stderr=log)
    try:
        wait_until_serving(process, log)
        yield url
    except BaseException:
        log.seek(0)
        sys.stderr.write(log.read()[-20_000:])
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_until_serving(process, log):
    for _ in range(600):
        with open(log.name) as so_far:
            if re.search(r"serving.*address=", so_far.read()):
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def make_security_scheme(url):
    """Makes the issue security scheme that `create_project` wants to find. Jira has no REST for that, so it is made by its
    pages, as an administrator makes it."""
    cookies = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))

    def submit(path, **values):
        opener.open(url + "/login.jsp").read()
        token = next(cookie.value for cookie in cookies if cookie.name == "atlassian.xsrf.token")
        body = urllib.parse.urlencode(dict(values, atl_token=token)).encode()
        origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(url))
        return opener.open(urllib.request.Request(url + path, body, {"Origin": origin})).read()

    submit("/login.jsp", os_username=ADMIN, os_password=PASSWORD)
    submit("/secure/admin/WebSudoAuthenticate.jspa", webSudoPassword=PASSWORD)
    submit("/secure/admin/AddIssueSecurityScheme.jspa", name="Default", description="")
    submit("/secure/admin/EditIssueSecurities!addLevel.jspa?schemeId=10000", schemeId="10000", name="Reporters", description="")


def suite_environment(url, python, work):
    """Returns the variables that upstream's tox.ini sets."""
    return dict(
        os.environ, CI_JIRA_TYPE="SERVER", CI_JIRA_URL=url, CI_JIRA_ADMIN=ADMIN, CI_JIRA_ADMIN_PASSWORD=PASSWORD,
        CI_JIRA_USER="jira_user", CI_JIRA_USER_PASSWORD="jira", CI_JIRA_USER_FULL_NAME="Newly Created CI User",
        CI_JIRA_ISSUE="Task", HOME=str(work), NO_PROXY="localhost,127.0.0.1",
        # One test calls the command jirashell.
        PATH=f"{python.parent}{os.pathsep}{os.environ['PATH']}")


def deselected():
    """Returns the tests that are not run, each with its reason."""
    lines = (HERE / "deselected.txt").read_text().splitlines()
    return dict(line.split(None, 1) for line in lines if line and not line.startswith("#"))


def run_suite(python, suite, variables, options, work):
    """Runs the tests; returns outcome and first line of the message by test."""
    report = pathlib.Path(work) / "report.xml"
    command = [python, "-m", "pytest", "-o", "addopts=", "-q", "--timeout", "80", "-p", "no:cacheprovider",
               "--junitxml", report, *(f"--deselect={test}" for test in deselected()), *options.tests]
    done = subprocess.run([str(part) for part in command], cwd=suite, env=variables)
    if done.returncode not in (0, 1) or not report.exists():
        raise SystemExit(f"pytest ended with {done.returncode}")
    return {test_id(case): outcome(case) for case in xml.parse(report).iter("testcase")}


def test_id(case):
    """Returns the name that pytest takes for a test: the file, the class if there is one, the function."""
    parts = case.get("classname").split(".")
    n_modules = next(idx for idx, part in enumerate(parts) if part.startswith("test_") or part == "tests" and idx > 0) + 1
    return "::".join(["/".join(parts[:n_modules]) + ".py", *parts[n_modules:], case.get("name")])


def outcome(case):
    for tag, word in (("failure", "fail"), ("error", "fail"), ("skipped", "skip")):
        found = case.find(tag)
        if found is not None:
            return word, first_line(found)
    return "pass", ""


def first_line(found):
    """Returns what a person needs to know about a failure: the answer of the server, if it is about one."""
    text = f"{found.get('message') or ''}\n{found.text or ''}"
    answer = re.search(r"JiraError HTTP (\d+) url: \S+?/rest/(\S+)[^\n]*\n\s*text: ([^\n]*)", text)
    if answer:
        return " ".join(answer.groups())[:160]
    return (found.get("message") or "").strip().splitlines()[0][:160] if (found.get("message") or "").strip() else ""


def reasons():
    """Returns why tests do not pass, where a person has found out."""
    path = HERE / "reasons.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split(None, 1) for line in lines if line and not line.startswith("#"))


def judge(found, options):
    text = written(found)
    if options.report:
        options.report.write_text(text)
    if options.write:
        options.results.write_text(text)
        print(text.splitlines()[-1])
        return 0
    before = read(options.results)
    worse = [test for test, word in before.items()
             if word == "pass" and test in found and found[test][0] != "pass"]
    gone = [] if options.tests else [test for test in before if test not in found]
    better = [test for test, (word, _) in found.items() if word == "pass" and before.get(test) != "pass"]
    for test in worse:
        print(f"no longer passes: {test}: {found[test][1]}")
    for test in gone:
        print(f"was not run: {test}")
    if better:
        print(f"{len(better)} more pass than the committed results say; run again with --write: {' '.join(better)}")
    print(text.splitlines()[-1])
    return 1 if worse or gone else 0


def written(found):
    """Returns the results as the committed file has them: neither times nor addresses, the same for every database."""
    why = reasons()
    lines = ["The test suite of PyPI jira 3.10.5 against bailiwick; written by run.py --write, explained in README.md.", ""]
    for test, (word, message) in sorted(found.items()):
        # What is random in a message is left out.
        message = re.sub(r"Z[0-9A-F]{8}[ABC]", "PROJECT", message)
        lines.append(" ".join([word, test, "" if word == "pass" else "-- " + why.get(test, message)]).rstrip())
    for test, reason in sorted(deselected().items()):
        lines.append(f"not-run {test} -- {reason}")
    counts = {word: sum(1 for other, _ in found.values() if other == word) for word in RANK}
    lines += ["", f"{counts['pass']} passed, {counts['fail']} failed, {counts['skip']} skipped"]
    return "\n".join(lines) + "\n"


def read(path):
    """Returns the outcome by test of a results file."""
    # The name of a test may have blanks in it.
    pairs = (line.split(" -- ")[0].partition(" ") for line in path.read_text().splitlines())
    return {test: word for word, _, test in pairs if word in RANK}


if __name__ == "__main__":
    sys.exit(main())
