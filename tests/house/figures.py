#!/usr/bin/env python3
"""Figures of the source: how much there is, how much of it is copied, and how it hangs together.

  lines       lines of the files that `git ls-files src | grep -v tests` names
  copied      code lines that stand word for word in another vendor too: in a run of four or more code lines that
              follow each other in a file of each. Blank lines, comments and lines of nothing but brackets and commas
              are passed over, indentation does not count, tests do. A vendor is a folder of `src/providers` that has
              a catalogue: the kit is none
  files       files of `lines`
  functions   how many functions there are outside of tests, and the length in lines below which nine of ten are
  circles     import circles: sets of files that import each other, directly or by way of others, and that stand in
              two modules at least. A module is a folder, with the file that declares it. `pub use` is no import: a
              name is looked for where it is defined
  own only    public items (`pub`, not `pub(super)`) whose name no other Rust file of the project says, re-exports
              aside
"""

import argparse
import collections
import os
import re
import subprocess
from pathlib import Path

RUN = 4
PASSED_OVER = re.compile(r"//.*|[\s(){}\[\],]*")
FUNCTION = re.compile(r"( *)(?:pub(?:\([a-z: ]+\))? )?(?:const )?(?:async )?fn (\w+)")
ITEM = re.compile(r"^\s*pub (?:const fn|async fn|fn|struct|enum|trait|const|static|type) (\w+)", re.M)
PATH = re.compile(r"\b(?:crate|super|self)(?:::\w+)+(?:::\{)?|\b[a-z_]\w*(?:::\w+)+")


def tracked(root):
    """The Rust files of the project."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "src", "tests", "benches", "fuzz"],
            cwd=root, capture_output=True, text=True, check=True,
        ).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        names = []
    if not names:
        names = [str(path.relative_to(root)) for path in root.glob("*/**/*.rs")]
    return sorted(name for name in names if name.endswith(".rs") and (root / name).is_file())


def untested(text):
    """The text up to its unit tests."""
    return text.split("#[cfg(test)]\nmod tests")[0]


def copied(texts):
    """Code lines that stand in another vendor too, by vendor."""
    vendors = {name.split("/")[2] for name in texts if re.match(r"src/providers/\w+/(?:\w+/)?catalogue", name)}
    code, seen = {}, collections.defaultdict(set)
    for name, text in texts.items():
        vendor = name.split("/")[2] if name.startswith("src/providers/") else None
        if vendor in vendors:
            lines = [line.strip() for line in text.splitlines()]
            lines = [line for line in lines if not PASSED_OVER.fullmatch(line)]
            code[name] = (vendor, lines)
            for at in range(len(lines) - RUN + 1):
                seen[tuple(lines[at:at + RUN])].add(vendor)
    found = collections.Counter()
    for vendor, lines in code.values():
        marked = set()
        for at in range(len(lines) - RUN + 1):
            if len(seen[tuple(lines[at:at + RUN])]) > 1:
                marked.update(range(at, at + RUN))
        found[vendor] += len(marked)
    return found


def lengths(text):
    """The lengths of the functions of a formatted file: each ends at the first brace of its own depth."""
    lines = untested(text).splitlines()
    for at, line in enumerate(lines):
        match = FUNCTION.match(line)
        if match and not line.endswith((";", "}")):
            rest = lines[at:]
            end = match.group(1) + "}"
            yield rest.index(end) + 1 if end in rest else 1


class Modules:
    """Which file each module path of the crate is."""

    def __init__(self, texts):
        self.files = {}
        self.texts = {}
        for name, text in texts.items():
            parts = name[len("src/"):-len(".rs")].split("/")
            if parts[-1] in ("mod", "lib"):
                parts.pop()
            self.files[tuple(parts)] = name
            self.texts[name] = re.sub(r"//.*", "", untested(text))
        self.paths = {name: path for path, name in self.files.items()}
        self.shown = {name: dict(self.reexports(name)) for name in self.paths}

    def module(self, name):
        """The folder that a file belongs to; the file that declares a folder belongs to it."""
        path = self.paths[name]
        is_folder = any(other[:-1] == path for other in self.files)
        return path if is_folder else path[:-1]

    def statements(self, name, public):
        """The trees of the `use` statements of a file."""
        head = r"^\s*pub(?:\([a-z: ]+\))? use " if public else r"^\s*use "
        for match in re.finditer(head + r"([^;]+);", self.texts[name], re.M):
            yield from expand(re.sub(r"\s+", " ", match.group(1)))

    def reexports(self, name):
        for path in self.statements(name, True):
            yield path[-1], self.absolute(name, path)

    def absolute(self, name, path):
        """The path from the crate's root; `None` where it is of another crate."""
        own = self.paths[name]
        if path[0] == "crate":
            return tuple(path[1:])
        if path[0] == "self":
            return own + tuple(path[1:])
        while path[0] == "super":
            own, path = own[:-1], path[1:]
            if not path:
                return own
            if path[0] != "super":
                return own + tuple(path)
        return own + tuple(path) if own + (path[0],) in self.files else None

    def file(self, path, depth=0):
        """The file in which what a path names is defined."""
        for end in range(len(path), 0, -1):
            name = self.files.get(path[:end])
            if name is None:
                continue
            shown = self.shown[name].get(path[end]) if end < len(path) else None
            if shown is not None and depth < 8:
                return self.file(shown, depth + 1) or name
            return name
        return None

    def imports(self, name):
        """The files that a file imports."""
        text = re.sub(r"^\s*pub(?:\([a-z: ]+\))? use [^;]+;", "", self.texts[name], flags=re.M)
        paths = list(self.statements(name, False))
        text = re.sub(r"^\s*use [^;]+;", "", text, flags=re.M)
        paths += [match.group(0).split("::") for match in PATH.finditer(text)]
        brought = {path[-1]: path for path in paths[:]}
        for path in paths:
            if path[0] not in ("crate", "self", "super") and path[0] in brought and len(path) > 1:
                path = brought[path[0]] + path[1:]
            absolute = self.absolute(name, path)
            found = self.file(absolute) if absolute else None
            if found and found != name:
                yield found

    def circles(self):
        """The circles, each as the files that are in it."""
        graph = {name: sorted(set(self.imports(name))) for name in self.paths if not is_test(name)}
        found = []
        for group in components(graph):
            if len({self.module(name) for name in group}) > 1:
                found.append(sorted(group))
        return sorted(found)


def is_test(name):
    return "tests" in name or "testing" in name or name.endswith("script.rs")


def expand(tree):
    """The paths of a `use` tree."""
    tree = tree.strip()
    head, brace, rest = tree.partition("{")
    if not brace:
        path = [part.strip() for part in tree.split(" as ")[0].split("::")]
        yield path[:-1] if path[-1] in ("*", "self") and len(path) > 1 else path
        return
    prefix = [part for part in head.split("::") if part.strip()]
    depth, start, inner = 0, 0, rest[:rest.rindex("}")]
    for at, char in enumerate(inner + ","):
        depth += (char == "{") - (char == "}")
        if char == "," and depth == 0:
            if inner[start:at].strip():
                yield from ([*prefix, *path] if path != ["self"] else prefix for path in expand(inner[start:at]))
            start = at + 1


def components(graph):
    """The strongly connected components of more than one node (Tarjan, without recursion)."""
    index, low, stack, on, found = {}, {}, [], set(), []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on.add(root)
        while work:
            node, after = work[-1]
            for other in after:
                if other not in graph:
                    continue
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on.add(other)
                    work.append((other, iter(graph[other])))
                    break
                if other in on:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = []
                    while True:
                        group.append(stack.pop())
                        on.discard(group[-1])
                        if group[-1] == node:
                            break
                    if len(group) > 1:
                        found.append(group)
    return found


def own_only(texts):
    """Public items whose name no other file says, as (file, name)."""
    said = collections.Counter()
    words = {}
    for name, text in texts.items():
        text = re.sub(r"^\s*pub(?:\([a-z: ]+\))? use [^;]+;", "", text, flags=re.M)
        words[name] = set(re.findall(r"\w+", re.sub(r"//.*", "", text)))
        said.update(words[name])
    for name, text in texts.items():
        if name.startswith("src/") and not is_test(name):
            yield from ((name, item) for item in set(ITEM.findall(untested(text))) if said[item] == 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[2], help="the project's folder")
    parser.add_argument("--list", choices=["circles", "own", "copied"], help="print what was found instead")
    options = parser.parse_args()
    texts = {name: (options.root / name).read_text(encoding="utf-8") for name in tracked(options.root)}
    source = {name: text for name, text in texts.items() if name.startswith("src/")}
    plain = {name: text for name, text in source.items() if "tests" not in name}
    circles = Modules(source).circles()
    own = sorted(own_only(texts))
    twice = copied(source)
    if options.list == "circles":
        for circle in circles:
            print("\n".join(circle), end="\n\n")
    elif options.list == "own":
        print("\n".join(f"{name}: {item}" for name, item in own))
    elif options.list == "copied":
        print("\n".join(f"{count:6} {vendor}" for vendor, count in sorted(twice.items())))
    else:
        found = sorted(length for text in plain.values() for length in lengths(text))
        in_circles = sum(len(circle) for circle in circles)
        print(__doc__.split("\n\n", 1)[1])
        print(f"lines       {sum(len(text.splitlines()) for text in plain.values()):7,}")
        print(f"copied      {sum(twice.values()):7,}")
        print(f"files       {len(plain):7,}")
        print(f"functions   {len(found):7,}  p90 {found[len(found) * 9 // 10]}, longest {found[-1]}")
        print(f"circles     {len(circles):7,}  with {in_circles} files")
        print(f"own only    {len(own):7,}")


if __name__ == "__main__":
    main()
