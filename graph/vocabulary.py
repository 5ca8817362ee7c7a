"""Terms of our own beyond the schema's types and predicates: fact nodes, their qualifiers, evidence, awards."""

from __future__ import annotations

from dataclasses import dataclass

from extract.schema import Label


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology; all IRIs are prefixed.

    Attributes:
        parents: what it is a sub-class or sub-property of.
        domain, range: what it is expected to lead from and to; for properties only.
        literal: whether a property leads to literals.
    """

    name: str
    label: Label
    comment: Label
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    literal: bool = False


CLASSES = (
    Term(
        "gx:Fact",
        Label("事实", "fact"),
        Label(
            "文章所述的一项事实，自成节点，附有原文证据。",
            "What an article tells: a node of its own, with its evidence.",
        ),
        parents=("rdf:Statement",),
    ),
)

PROPERTIES = (
    Term(
        "gx:recipient",
        Label("获奖者", "recipient"),
        Label("授奖中获得荣誉的一方。", "Who receives the award in a conferral."),
        parents=("vivo:relates",),
        domain=("vivo:AwardReceipt",),
        range=("foaf:Person", "org:Organization", "schema:Event"),
    ),
    Term(
        "gx:award",
        Label("所获荣誉", "award"),
        Label("授奖中授予的荣誉。", "The award given in a conferral."),
        parents=("vivo:relates",),
        domain=("vivo:AwardReceipt",),
        range=("vivo:Award",),
    ),
    Term(
        "gx:undertaker",
        Label("承办方", "undertaker"),
        Label("承办活动的组织机构。", "The organisation that carries an activity out for its host (承办)."),
        parents=("schema:organizer",),
        domain=("schema:Event",),
        range=("org:Organization",),
    ),
    Term(
        "gx:coOrganizer",
        Label("协办方", "co-organiser"),
        Label("协办活动的组织机构。", "An organisation that helps to hold an activity (协办)."),
        parents=("schema:organizer",),
        domain=("schema:Event",),
        range=("org:Organization",),
    ),
    Term(
        "gx:level",
        Label("级别", "level"),
        Label("荣誉的级别。", "The level of an award, a concept of gx:award-levels."),
        domain=("vivo:Award",),
        range=("skos:Concept",),
    ),
    Term(
        "gx:kind",
        Label("种类", "kind"),
        Label("荣誉的种类。", "The kind of an award, a concept of gx:award-kinds."),
        domain=("vivo:Award",),
        range=("skos:Concept",),
    ),
    Term(
        "gx:role",
        Label("身份", "role"),
        Label("主体在事实中的身份，原文用语。", "The role of the subject in a fact, in the words of the text."),
        domain=("gx:Fact",),
        range=("rdf:langString",),
        literal=True,
    ),
    Term(
        "gx:rank",
        Label("名次", "rank"),
        Label("获奖的名次或等次，原文用语。", "The rank with which an award was won, in the words of the text."),
        domain=("gx:Fact",),
        range=("rdf:langString",),
        literal=True,
    ),
    Term(
        "gx:of",
        Label("所计", "of"),
        Label("数据所计的对象，原文用语。", "What a figure counts, in the words of the text."),
        domain=("gx:Fact",),
        range=("rdf:langString",),
        literal=True,
    ),
    Term(
        "gx:confidence",
        Label("置信度", "confidence"),
        Label(
            "对一篇文章所述事实的置信度，0 至 1。", "How sure the extractor is that the article tells the fact, 0 to 1."
        ),
        domain=("oa:Annotation",),
        range=("xsd:decimal",),
        literal=True,
    ),
    Term(
        "gx:implicit",
        Label("主语省略", "implicit"),
        Label(
            "原文省略主语，所指为文章的主要组织机构；在事实节点上，表示各篇文章均省略。",
            "The text leaves the subject out and means the article's main organisation; on a fact, every article does.",
        ),
        domain=("gx:Fact", "oa:Annotation"),
        range=("xsd:boolean",),
        literal=True,
    ),
)
