"""Small graphs of invented people and organisations, for the tests of the network and the page."""

import re

from extract.facts import Document, Evidence, Mention
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

BASE = "https://example.org/"


def iri(key):
    return BASE + key


def document(name, text, title=None):
    return Document(name, text, text, tuple(range(len(text))), title)


def entity(key, type_, name, names=(), documents=("a.txt",)):
    mentions = tuple((document, Mention(0, len(name), name)) for document in documents)
    return ResolvedEntity(iri(key), type_, name, tuple(names), mentions, {})


def telling(article, quote, confidence=0.9, *, implicit=False):
    start = article.text.index(quote)
    evidence = (Evidence(article.name, start, start + len(quote), quote),)
    return Telling(article.name, evidence, confidence, "relations/1", implicit)


def fact(subject, predicate, target, *tellings, **qualifiers):
    key = re.sub(r'[<>"\s]', "", "-".join(("fact", subject, predicate, target, *qualifiers.values())))
    return ResolvedFact(iri(key), iri(subject), predicate, iri(target), qualifiers, tellings)


def graph(documents, entities, facts):
    return ResolvedGraph(
        tuple(documents),
        tuple(sorted(entities, key=lambda entity: entity.iri)),
        tuple(sorted(facts, key=lambda fact: fact.iri)),
    )


STORY = document("a.txt", "天气晴好。林小雨任澄江区纺织协会会长，并参加歌咏会。歌咏会于三月举行。", "歌咏会侧记")
ECHO = document("b.txt", "会长林小雨登台。")


def choir():
    """One component of four shown nodes, a date on one of them, and a place by itself."""
    return graph(
        [STORY, ECHO],
        [
            entity("lin", "Person", "林小雨", documents=("b.txt", "a.txt", "a.txt")),
            entity("union", "Organization", "澄江区纺织协会", ["纺织协会", "纺协"]),
            entity("choir", "Activity", "歌咏会"),
            entity("medal", "Award", "金嗓子奖"),
            entity("march", "Date", "三月"),
            entity("harbour", "Place", "望海镇"),
        ],
        [
            fact(
                "lin",
                "worksFor",
                "union",
                telling(STORY, "林小雨任澄江区纺织协会会长"),
                telling(ECHO, "会长林小雨", 0.6),
                role="会长",
            ),
            fact("lin", "participatedIn", "choir", telling(STORY, "参加歌咏会", 0.8, implicit=True)),
            fact("medal", "presentedAt", "choir", telling(STORY, "歌咏会于三月举行。", 0.5)),
            fact("choir", "occurredOn", "march", telling(STORY, "歌咏会于三月举行")),
        ],
    )


SCRIPT = "<script>window.pwned=1</script>"
IMAGE = '"><img src=x onerror="window.pwned=1">'


def hostile():
    """Names, titles, qualifiers and sentences that would run as code if a page took them for code."""
    article = document("c.txt", f"{SCRIPT}任{IMAGE}主席</script><!--", f"{IMAGE}{SCRIPT}")
    return graph(
        [article],
        [
            entity("script", "Person", SCRIPT, [IMAGE], documents=("c.txt",)),
            entity("image", "Organization", IMAGE, [SCRIPT, "\u2028", "__proto__"], documents=("c.txt",)),
        ],
        [fact("script", "worksFor", "image", telling(article, f"{SCRIPT}任{IMAGE}主席"), role=IMAGE)],
    )
