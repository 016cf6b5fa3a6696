"""Compares crates/markup with pandoc's `jira` reader and npm's @atlaskit/editor-wikimarkup-transformer.

    python3 compare.py PATH/TO/wiki FOLDER/WITH/node_modules > results.md

The first is the crate's example `wiki` (`cargo build -p markup --example wiki`). What the three make of
each text of corpus.md is brought to one short form: names of elements, and text.
"""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

here = Path(__file__).parent


def node(name, children, note=""):
    inside = "".join(children)
    return f"{name}{f'[{note}]' if note else ''}({inside})"


def tidy(form):
    form = re.sub(r"[ \n\t\u00a0]+", " ", form)
    form = re.sub(r" (?=(?:rule|h\d|ul|ol|quote|pre|p|panel|table)[\[(])", "", form)
    # A paragraph alone in an item, a cell or a quote says nothing.
    for _ in range(3):
        form = re.sub(r"\b(li|td|th)\(p\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)(?= ?[\)a-z])", r"\1(\2", form)
    return re.sub(r" ?br\(\) ?", "/", form).replace("( ", "(").replace(" )", ")").strip()


class Ours(HTMLParser):
    names = {"b": "strong", "tt": "mono", "blockquote": "quote", "hr": "rule"}

    def __init__(self):
        super().__init__()
        self.stack = [("", "", [])]

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        classes = (at.get("class") or "").split()
        name, note = self.names.get(tag, tag), ""
        if tag == "a":
            name, note = ("anchor", at["name"]) if "name" in at else ("link", at.get("href"))
        if tag == "pre":
            note = next((c[5:] for c in classes if c.startswith("code-")), "")
        if tag in ("div", "span", "tbody"):
            name = ""
            if "panel" in classes and len(classes) == 1:
                name = "panel"
            if any(c.startswith("color-") for c in classes):
                name = "color"
        if tag == "img":
            name, note = "img", at["src"]
        self.stack.append((name, note, []))
        if tag in ("br", "hr", "img"):
            self.handle_endtag(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        name, note, children = self.stack.pop()
        done = node(name, children, note) if name else "".join(children)
        if name == "anchor" and len(self.stack) > 1 and self.stack[-1][0] in ("h1", "h2"):
            done = ""
        self.stack[-1][2].append(done)

    def handle_data(self, data):
        inside = any(name == "pre" for name, _, _ in self.stack)
        self.stack[-1][2].append(data if inside else re.sub(r"\s+", " ", data))


def ours(html):
    reader = Ours()
    reader.feed(html)
    form = "".join(reader.stack[0][2])
    return tidy(re.sub(r"(?<=\)) (?=(ul|ol|quote|pre|p|tr|li|td|th)[\[(])", "", form))


PANDOC = {
    "Para": "p", "Plain": "", "Strong": "strong", "Emph": "em", "Strikeout": "del", "Underline": "ins",
    "Superscript": "sup", "Subscript": "sub", "BlockQuote": "quote",
}


def pandoc(value):
    if isinstance(value, list):
        return "".join(pandoc(one) for one in value)
    kind, inside = value["t"], value.get("c")
    if kind in PANDOC:
        return node(PANDOC[kind], [pandoc(inside)]) if PANDOC[kind] else pandoc(inside)
    if kind == "Str":
        return inside
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "LineBreak":
        return "br()"
    if kind == "HorizontalRule":
        return "rule()"
    if kind == "Header":
        return node(f"h{inside[0]}", [pandoc(inside[2])])
    if kind == "Code":
        return node("mono", [inside[1]])
    if kind == "CodeBlock":
        return node("pre", [inside[1].strip("\n")], " ".join(inside[0][1]))
    if kind == "Link":
        return node("link", [pandoc(inside[1])], inside[2][0])
    if kind == "Image":
        return node("img", [], inside[2][0])
    if kind == "BulletList":
        return node("ul", [node("li", [pandoc(item)]) for item in inside])
    if kind == "OrderedList":
        return node("ol", [node("li", [pandoc(item)]) for item in inside[1]])
    if kind in ("Span", "Div"):
        (name, classes, attributes), content = inside
        if any(key == "color" for key, _ in attributes):
            return node("color", [pandoc(content)])
        if "panel" in classes:
            return node("panel", [pandoc(content)])
        return node("anchor", [pandoc(content)], name) if name else pandoc(content)
    if kind == "Table":
        head, bodies = inside[3], inside[4]
        rows = head[1] + [row for body in bodies for row in body[2] + body[3]]
        shown = []
        for i, row in enumerate(rows):
            cell = "th" if i < len(head[1]) else "td"
            shown.append(node("tr", [node(cell, [pandoc(one[4])]) for one in row[1]]))
        return node("table", shown)
    return node(kind, [])


MARKS = {"strong": "strong", "em": "em", "strike": "del", "underline": "ins", "code": "mono", "textColor": "color"}
BLOCKS = {
    "paragraph": "p", "bulletList": "ul", "orderedList": "ol", "listItem": "li", "blockquote": "quote", "rule": "rule",
    "hardBreak": "br", "table": "table", "tableRow": "tr", "tableCell": "td", "tableHeader": "th", "panel": "panel",
}


def adf(value):
    kind, at = value["type"], value.get("attrs") or {}
    inside = [adf(one) for one in value.get("content", [])]
    if kind == "doc":
        return "".join(inside)
    if kind == "text":
        form = value["text"]
        for mark in reversed(value.get("marks", [])):
            name = MARKS.get(mark["type"], (mark.get("attrs") or {}).get("type", mark["type"]))
            form = node(name, [form], mark["attrs"]["href"] if name == "link" else "")
        return form
    if kind == "heading":
        return node(f"h{at['level']}", inside)
    if kind == "codeBlock":
        return node("pre", inside, at.get("language") or "")
    if kind == "emoji":
        return at.get("text") or at["shortName"]
    if kind in ("mediaSingle", "mediaGroup"):
        return "".join(inside)
    if kind == "media":
        return node("img", [], at.get("url") or at.get("id") or "")
    if kind == "mention":
        return node("link", [at.get("text") or at["id"]], "mention")
    if kind == "inlineCard":
        return node("link", [], at.get("url"))
    return node(BLOCKS.get(kind, kind), inside)


def main():
    tool, modules = sys.argv[1:]
    cases = dict(re.findall(r"^## ([^\n]*)\n\n```wiki\n(.*?)\n```$", (here / "corpus.md").read_text(), re.M | re.S))
    html = subprocess.run([tool, "html"], input="\0".join(cases.values()), text=True, capture_output=True, check=True)
    first = dict(zip(cases, (ours(one) for one in html.stdout.split("\0"))))
    second = {}
    for name, wiki in cases.items():
        run = subprocess.run(["pandoc", "-f", "jira", "-t", "json"], input=wiki, text=True, capture_output=True)
        second[name] = tidy(pandoc(json.loads(run.stdout)["blocks"])) if run.returncode == 0 else "an error"
    environment = dict(os.environ, NODE_PATH=str(Path(modules) / "node_modules"))
    run = subprocess.run(["node", here / "transform.cjs"], input=json.dumps(cases), text=True, capture_output=True,
                         check=True, env=environment)
    third = {name: tidy(adf(one)) for name, one in json.loads(run.stdout).items()}

    version = subprocess.run(["pandoc", "--version"], text=True, capture_output=True, check=True).stdout.split("\n")[0]
    package = Path(modules) / "node_modules/@atlaskit/editor-wikimarkup-transformer/package.json"
    same = [name for name in cases if first[name] == second[name] == third[name]]
    print(f"""# What three readers make of the same texts

Written by compare.py, explained in README.md. {version};
@atlaskit/editor-wikimarkup-transformer {json.loads(package.read_text())['version']}. All three agree on {len(same)} of {len(cases)} texts:
{', '.join(same)}.

The others, in the order ours, pandoc, atlaskit; `=` is what ours is.
""")
    for name in cases:
        if name in same:
            continue
        print(f"## {name}\n\n```")
        for label, form in (("ours    ", first[name]), ("pandoc  ", second[name]), ("atlaskit", third[name])):
            print(f"{label}  {'=' if label.strip() != 'ours' and form == first[name] else form or 'nothing'}")
        print("```\n")


main()
