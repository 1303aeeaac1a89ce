#!/usr/bin/python3
"""circles_test.py — no circles among our files.  A file depends on another that it includes, and
a .c file on another whose functions it names, in a call or a table.  Lists each circle with its
dependencies, and fails if there is one."""
import os
import re
import subprocess
import sys
from collections import defaultdict

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))

ROOTS = ("services", "services/core", "services/domain")
INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
NOISE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)


def sources():
    for folder, _, names in sorted(os.walk("services")):
        if "node_modules" not in folder:
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.join(folder, name)


def functions(files):
    """The functions that are visible to other files: name -> file."""
    listed = subprocess.run(["ctags", "--kinds-c=f", "--fields=+K", "-x", "--_xformat=%N\t%F\t%f",
                             *files], check=True, capture_output=True, text=True).stdout
    found = {}
    for line in listed.splitlines():
        name, path, is_static = line.split("\t")
        if is_static == "-" and path.endswith(".c"):
            found[name] = None if name in found else path  # each program has its main
    return {name: path for name, path in found.items() if path}


def ties(files):
    """file -> file -> why"""
    known = set(files)
    owner = functions(files)
    found = defaultdict(lambda: defaultdict(set))
    for path in files:
        text = open(path, encoding="utf-8").read()
        for name in INCLUDE.findall(text):
            for root in ROOTS:
                if os.path.join(root, name) in known:
                    found[path][os.path.join(root, name)].add(name)
        if path.endswith(".c"):
            for word in set(re.findall(r"\w+", NOISE.sub(" ", text))):
                if owner.get(word, path) != path:
                    found[path][owner[word]].add(word)
    return found


def circles(graph):
    """Strongly connected parts of more than one file (Tarjan)."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        on_stack.add(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in on_stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            part = []
            while not part or part[-1] != node:
                part.append(stack.pop())
                on_stack.discard(part[-1])
            if len(part) > 1:
                found.append(sorted(part))

    sys.setrecursionlimit(10000)
    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def main():
    graph = ties(list(sources()))
    found = circles(graph)
    for part in found:
        print("circle:", ", ".join(part))
        for path in part:
            for other in sorted(set(graph[path]) & set(part)):
                print(f"  {path} -> {other}: {', '.join(sorted(graph[path][other]))}")
    return 1 if found else 0


sys.exit(main())
