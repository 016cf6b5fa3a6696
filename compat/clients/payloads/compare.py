"""Compares the answers of a real Jira, kept in a folder, with what `bailiwick` answers to the same requests.

Usage: compare.py BAILIWICK FOLDER. Compared are member names, nesting, JSON types and the order of members; not values.
See README.md.
"""

import base64
import json
import pathlib
import re
import socket
import sys
import tempfile
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python-jira"))
from run import ADMIN, PASSWORD, server  # noqa: E402  (the same server as the library's test suite has)


def main(bailiwick, folder):
    folder = pathlib.Path(folder)
    index = json.loads((folder / "index.json").read_text())
    real = {name: json.loads((folder / f"{name}.json").read_text()) for name in index}
    with tempfile.TemporaryDirectory(prefix="bailiwick-payloads-") as work, \
            server(bailiwick, free_port(), "", work) as url:
        ask = asker(url)
        board = make_world(ask, real)
        ours = {}
        for name, request in index.items():
            path = request["path"].replace("/board/1", f"/board/{board}")
            status, ours[name] = ask("GET", path)
            if status != request["status"]:
                ours[name] = None
                print(f"{name}: status {status} instead of {request['status']}")
    same_fields = field_names(real["fields"], ours["fields"])
    allowed, n = read_allowed(), 0
    for name in index:
        if ours[name] is None:
            n += 1
            continue
        found = {}
        compare(renamed(real[name], same_fields), ours[name], name, found)
        for text in sorted(found):
            if not any(re.fullmatch(pattern, text) for pattern in allowed):
                print(text)
                n += 1
    print(f"{n} differences in {len(index)} answers, beside those that allowed.txt explains")
    return 1 if n else 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def asker(url):
    credential = base64.b64encode(f"{ADMIN}:{PASSWORD}".encode()).decode()

    def ask(method, path, body=None):
        headers = {"Authorization": f"Basic {credential}", "Content-Type": "application/json"}
        request = urllib.request.Request(url + path, json.dumps(body).encode() if body is not None else None, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    return ask


def make_world(ask, real):
    """Makes what the real answers are about: a project, two issues, a comment, a work log, a board. Returns the board's id."""
    def must(method, path, body):
        status, answer = ask(method, path, body)
        if status >= 300:
            print(f"set-up: {method} {path}: {status} {answer}")
        return answer or {}

    key = real["project-detail"]["key"]
    must("POST", "/rest/api/2/project", {
        "key": key, "name": real["project-detail"]["name"], "description": real["project-detail"]["description"],
        "projectTypeKey": "software", "projectTemplateKey": "com.pyxis.greenhopper.jira:gh-scrum-template", "lead": ADMIN})
    for issue in sorted(real["search"]["issues"], key=lambda issue: int(issue["id"])):
        fields = issue["fields"]
        must("POST", "/rest/api/2/issue", {"fields": {
            "project": {"key": key}, "issuetype": {"name": fields["issuetype"]["name"]}, "summary": fields["summary"],
            "description": fields["description"], "assignee": {"name": ADMIN}, "priority": {"name": fields["priority"]["name"]}}})
    first = f"/rest/api/2/issue/{key}-1"
    must("POST", first + "/comment", {"body": real["issue-comments"]["comments"][0]["body"]})
    worklog = real["issue-worklogs"]["worklogs"][0]
    must("POST", first + "/worklog", {"timeSpent": worklog["timeSpent"], "comment": worklog.get("comment", "")})
    boards = (ask("GET", "/rest/agile/1.0/board")[1] or {}).get("values") or []
    if boards:
        return boards[0]["id"]
    saved = must("POST", "/rest/api/2/filter", {"name": f"{key} filter", "jql": f"project = {key} ORDER BY Rank ASC"})
    return must("POST", "/rest/agile/1.0/board",
                {"name": f"{key} board", "type": "scrum", "filterId": int(saved.get("id", 0))}).get("id", 1)


# What a custom field that only the real server has is called in what is printed, before its name.
NO_SUCH_FIELD = "customfield "


def field_names(real, ours):
    """Returns our id of each custom field of the real answers, by its name; the others keep theirs."""
    here = {field["name"]: field["id"] for field in ours}
    return {field["id"]: here.get(field["name"], NO_SUCH_FIELD + field["name"])
            for field in real if field["id"].startswith("customfield_")}


def renamed(value, names):
    if isinstance(value, dict):
        return {names.get(key, key): renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [renamed(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def kind(value):
    return {dict: "object", list: "array", str: "text", bool: "boolean", int: "number", float: "number",
            type(None): "null"}[type(value)]


def compare(real, ours, where, found):
    """Puts what differs into `found`, each with the path of members that leads to it."""
    if kind(real) != kind(ours):
        found[f"{where}: {kind(ours)} instead of {kind(real)}"] = True
    elif isinstance(real, dict):
        for member in real.keys() - ours.keys():
            found[f"{where}.{member}: missing"] = True
        for member in ours.keys() - real.keys():
            found[f"{where}.{member}: only here"] = True
        both = [member for member in real if member in ours]
        if both != [member for member in ours if member in real]:
            found[f"{where}: order of members: {', '.join(m for m in ours if m in real)} instead of {', '.join(both)}"] = True
        for member in both:
            compare(real[member], ours[member], f"{where}.{member}", found)
    elif isinstance(real, list):
        if real and not ours:
            found[f"{where}: empty"] = True
        for element in real if ours else []:
            if isinstance(element, dict) and str(element.get("id")).startswith(NO_SUCH_FIELD):
                found[f"{where}[].{element['id']}: missing"] = True
            else:
                compare(element, counterpart(element, ours), f"{where}[]", found)


def counterpart(element, ours):
    """Returns the element of ours that is the same thing: by name, key or field; otherwise the first of its kind."""
    if isinstance(element, dict):
        for member in ("key", "name", "field", "id"):
            for other in ours:
                if isinstance(other, dict) and member in element and other.get(member) == element[member]:
                    return other
    return ours[0]


def read_allowed():
    lines = (HERE / "allowed.txt").read_text().splitlines()
    return [line.split(" -- ")[0] for line in lines if line and not line.startswith("#")]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
