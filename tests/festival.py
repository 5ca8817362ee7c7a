"""A graph of two invented articles with all that the explorer shows: honours, figures, dates, roles, short forms."""

from extract.facts import Document, Evidence, Mention, squeeze
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

BASE = "https://example.org/id/"

ONE = (
    "澄江歌会侧记\n"
    "2021年3月，澄江区纺织协会主办澄江区职工歌会，云桥小学协办，120名职工登台。\n"
    "林小雨任澄江区纺织协会会长，她在澄江区职工歌会上领唱，获得全国金嗓子奖，该奖由望海市文化馆颁发。\n"
    "纺协还设立了暖心驿站。"
)
TWO = "2022年6月9日，望海市读书会开讲。林小雨和白露获得望海市阅读标兵称号，白露也获得全国金嗓子奖。"

NAMES = {
    "lin": ("Person", "林小雨", {}),
    "bai": ("Person", "白露", {}),
    "union": ("Organization", "澄江区纺织协会", {"kind": "association"}),
    "school": ("Organization", "云桥小学", {"kind": "school"}),
    "hall": ("Organization", "望海市文化馆", {}),
    "station": ("Place", "暖心驿站", {}),
    "choir": ("Activity", "澄江区职工歌会", {}),
    "reading": ("Activity", "望海市读书会", {}),
    "voice": ("Award", "全国金嗓子奖", {"level": "national", "kind": "prize"}),
    "reader": ("Award", "望海市阅读标兵", {"level": "city", "kind": "title"}),
    "march": ("Date", "2021年3月", {"value": "2021-03"}),
    "june": ("Date", "2022年6月9日", {"value": "2022-06-09"}),
    "singers": ("Figure", "120名", {"value": 120, "unit": "名"}),
}
SHORT = {"union": ["纺协"]}


def iri(key):
    return BASE + key


def _document(name, text, title, date):
    return Document(name, text, text, tuple(range(len(text))), title, date)


ARTICLES = (_document("one.txt", ONE, "澄江歌会侧记", "2021-04"), _document("two.txt", TWO, None, "2022"))


def _entity(key):
    type_, name, attributes = NAMES[key]
    found = []
    for form in (name, *SHORT.get(key, ())):
        for article in ARTICLES:
            start = article.text.find(form)
            while start >= 0:
                found.append((article.name, Mention(start, start + len(form), form)))
                start = article.text.find(form, start + 1)
    return ResolvedEntity(iri(key), type_, name, tuple(SHORT.get(key, ())), tuple(sorted(found)), attributes)


def _telling(quote, confidence=0.9, *, implicit=False):
    article = next(each for each in ARTICLES if quote in each.text)
    start = article.text.index(quote)
    evidence = Evidence(article.name, start, start + len(quote), squeeze(quote))
    return Telling(article.name, (evidence,), confidence, "relations/1", implicit)


def _fact(subject, predicate, target, *tellings, **qualifiers):
    key = f"fact-{subject}-{predicate}-{target}"
    return ResolvedFact(iri(key), iri(subject), predicate, iri(target), qualifiers, tellings)


def festival():
    """Return the graph: a chain from 白露 by way of the prize and 林小雨 to the union, and what hangs on it."""
    facts = [
        _fact("lin", "worksFor", "union", _telling("林小雨任澄江区纺织协会会长"), role="会长"),
        _fact("lin", "participatedIn", "choir", _telling("她在澄江区职工歌会上领唱", 0.8), role="领唱"),
        _fact("lin", "receivedAward", "voice", _telling("获得全国金嗓子奖"), date="2021-03"),
        _fact("lin", "receivedAward", "reader", _telling("林小雨和白露获得望海市阅读标兵称号")),
        _fact("bai", "receivedAward", "reader", _telling("林小雨和白露获得望海市阅读标兵称号")),
        _fact("bai", "receivedAward", "voice", _telling("白露也获得全国金嗓子奖", 0.55)),
        _fact("voice", "awardedBy", "hall", _telling("该奖由望海市文化馆颁发")),
        _fact("union", "organized", "choir", _telling("澄江区纺织协会主办澄江区职工歌会"), role="主办"),
        _fact("school", "organized", "choir", _telling("云桥小学协办"), role="协办"),
        _fact("choir", "occurredOn", "march", _telling("2021年3月")),
        _fact("reading", "occurredOn", "june", _telling("2022年6月9日，望海市读书会开讲")),
        _fact("choir", "measured", "singers", _telling("120名职工登台"), of="登台职工"),
        _fact("union", "founded", "station", _telling("纺协还设立了暖心驿站", 0.7, implicit=True)),
    ]
    return ResolvedGraph(
        ARTICLES,
        tuple(sorted(map(_entity, NAMES), key=lambda entity: entity.iri)),
        tuple(sorted(facts, key=lambda fact: fact.iri)),
    )
