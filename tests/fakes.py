"""Readings made without the language model: from facts written out in a test, or by regular expression from a text."""

import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path

from extract.facts import Document, Entity, Evidence, Fact, Mention, Reading, squeeze


def document(name, text):
    """Return a document whose clean text is its text."""
    return Document(name, text, text, tuple(range(len(text))))


def reading(name, *told, others=()):
    """Return what a document tells.

    Each of `told` is (subject, predicate, object) or (subject, predicate, object, qualifiers). A thing is written
    `Type:name`; `Type:name#2` is another thing of the same type and name, `Type:name{key=value}` has an attribute.
    `others` are things that are in no fact. The text of the document is what is told, a sentence a fact.
    """
    things, facts, text = {}, [], ""
    for subject, predicate, target, *qualifiers in told:
        sentence = f"{_name(subject)} {predicate} {_name(target)}。"
        evidence = Evidence(name, len(text), len(text) + len(sentence), squeeze(sentence))
        for thing, start in ((subject, len(text)), (target, len(text) + len(sentence) - 1 - len(_name(target)))):
            things.setdefault(thing, []).append(Mention(start, start + len(_name(thing)), _name(thing)))
        facts.append(Fact(_key(subject), predicate, _key(target), (evidence,), 0.9, "fake/1", *qualifiers))
        text += sentence
    for thing in others:
        things.setdefault(thing, []).append(Mention(len(text), len(text) + len(_name(thing)), _name(thing)))
        text += _name(thing) + "。"
    entities = tuple(Entity(_key(t), _type(t), _name(t), tuple(found), _attributes(t)) for t, found in things.items())
    return Reading(document(name, text), entities, tuple(facts))


def _type(thing):
    return thing.partition(":")[0]


def _name(thing):
    return re.sub(r"#\d+$|\{.*\}$", "", thing.partition(":")[2])


def _key(thing):
    return thing.replace(":", "/", 1)


def _attributes(thing):
    return dict(re.findall(r"([a-z]+)=([^,}]*)", thing.partition("{")[2]))


_WORKS = re.compile(r"(?P<Person>[一-鿿]{2,3})任(?P<Organization>[一-鿿]+?)(?P<role>主席|主任)")
_HOLDS = re.compile(r"(?P<Organization>[^。\n]+?)举办(?P<Activity>[^。\n]+)")
_PREDICATES = ((_WORKS, "worksFor"), (_HOLDS, "organized"))


class FakePipeline:
    """Stands in for extract.pipeline; finds 某任某会主席 and 某会举办某活动.

    `interrupted` raises KeyboardInterrupt in the middle of the work, as Ctrl-C does.
    """

    def __init__(self, *, interrupted=False):
        self.interrupted = interrupted

    def load(self, name=None):
        """Return what `read` is given back."""
        return name

    def read(self, _nlp, documents):
        """Yield a reading for each document."""
        for read in documents:
            yield _read(read)
            if self.interrupted:
                raise KeyboardInterrupt

    def install(self, monkeypatch):
        """Put this in the place of the true pipeline."""
        monkeypatch.setattr("extract.pipeline.load", self.load)
        monkeypatch.setattr("extract.pipeline.read", self.read)


def start(*arguments, setup="", **environment):
    """Start the command line in a process of its own, with the fake pipeline and after the Python code `setup`."""
    here = Path(__file__).parent
    code = f"""
import sys, extract.pipeline, fakes
from graph.cli import main
fake = fakes.FakePipeline()
extract.pipeline.load, extract.pipeline.read = fake.load, fake.read
{setup}
sys.argv = ["guanxi", *{[str(argument) for argument in arguments]!r}]
main()
"""
    paths = {"PYTHONPATH": os.pathsep.join((str(here.parent), str(here)))}
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, env={**os.environ, **paths, **environment}, stdout=pipe, stderr=pipe, text=True)


def _read(read):
    found, facts, numbers = {}, [], count(1)
    for pattern, predicate in _PREDICATES:
        for match in pattern.finditer(read.clean):
            keys = []
            for type_ in list(pattern.groupindex)[:2]:
                start, end = read.locate(*match.span(type_))
                mention = Mention(start, end, squeeze(read.text[start:end]))
                key = next((k for k, (t, ms) in found.items() if (t, ms[0].text) == (type_, mention.text)), None)
                key = key or f"{type_}/{next(numbers)}"
                found.setdefault(key, (type_, []))[1].append(mention)
                keys.append(key)
            start, end = read.locate(*match.span())
            evidence = (Evidence(read.name, start, end, squeeze(read.text[start:end])),)
            role = {"role": match["role"]} if "role" in pattern.groupindex else {}
            facts.append(Fact(keys[0], predicate, keys[1], evidence, 0.9, "fake/1", role))
    entities = tuple(Entity(key, t, ms[0].text, tuple(ms)) for key, (t, ms) in found.items())
    return Reading(read, entities, tuple(facts))
