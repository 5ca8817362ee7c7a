"""What SHACL lets pass and what it tells."""

import pytest
from conftest import document, entity, fact, graph_of, mentions, telling
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from extract.schema import load
from graph import iris
from graph.dataset import dataset, merged
from graph.shapes import shapes, validate


def uri(prefixed):
    return URIRef(iris.term(prefixed))


@pytest.fixture
def triples(small_graph):
    """Return the small graph as triples that a test may break."""
    return merged(dataset(small_graph))


def one_fact(predicate, source, target):
    """Return the triples of a graph whose one fact joins a thing of type `source` to one of type `target`."""
    doc = document("a.txt", "甲连乙。")
    left = entity(source, "甲", mentions("甲", doc))
    right = entity(target, "乙", mentions("乙", doc))
    return merged(dataset(graph_of([doc], [left, right], [fact(left, predicate, right, telling(doc, "甲连乙"))])))


def test_the_small_graph_conforms(triples):
    assert validate(triples) == ()


def test_there_is_a_shape_for_every_type_and_predicate():
    graph = shapes()
    for name in (*load().types, *load().predicates):
        assert (uri(f"gx:shape-{name}"), None, None) in graph


def test_a_fact_with_a_subject_of_the_wrong_type_is_told_by_its_predicate():
    assert validate(one_fact("worksFor", "Place", "Organization")) == (
        f"{iris.term('schema:worksFor')} → 甲 <{iris.thing('place', '甲')}>: the subject of worksFor is Person",
    )


def test_a_fact_with_an_object_of_the_wrong_type_names_the_types_that_fit():
    (fault,) = validate(one_fact("heldAt", "Activity", "Person"))
    assert fault.endswith("the object of heldAt is Place or Organization")


def test_a_part_is_of_the_type_of_its_whole():
    (fault,) = validate(one_fact("partOf", "Organization", "Activity"))
    assert (
        fault == f"甲 <{iris.thing('organization', '甲')}>: partOf joins things of one type: Organization or Activity"
    )


def test_a_fact_without_evidence_is_a_fault(triples):
    (post,) = triples.subjects(RDF.type, uri("vivo:AwardReceipt"))
    triples.remove((None, uri("oa:hasBody"), post))
    assert f"{post}: a fact has evidence" in validate(triples)


@pytest.mark.parametrize("confidence", [Literal("1.2", datatype=uri("xsd:decimal")), Literal("sure")])
def test_a_confidence_outside_0_to_1_is_a_fault(triples, confidence):
    annotation = min(triples.subjects(RDF.type, uri("oa:Annotation")))
    triples.set((annotation, uri("gx:confidence"), confidence))
    assert f"{annotation} → {confidence}: evidence has one confidence from 0 to 1" in validate(triples)


def test_a_second_preferred_label_is_a_fault(triples):
    person = URIRef(iris.thing("person", "梁柏青"))
    triples.add((person, SKOS.prefLabel, Literal("老梁", lang="zh")))
    (fault,) = validate(triples)
    assert fault.endswith("Person has exactly one skos:prefLabel, in Chinese")


def test_a_missing_label_is_a_fault(triples):
    person = URIRef(iris.thing("person", "梁柏青"))
    triples.remove((person, SKOS.prefLabel, None))
    assert validate(triples) == (f"{person}: Person has exactly one skos:prefLabel, in Chinese",)


def test_a_passage_that_ends_before_it_starts_is_a_fault(triples):
    offsets = min(triples.subjects(RDF.type, uri("oa:TextPositionSelector")))
    triples.set((offsets, uri("oa:end"), Literal("0", datatype=uri("xsd:nonNegativeInteger"))))
    triples.set((offsets, uri("oa:start"), Literal("5", datatype=uri("xsd:nonNegativeInteger"))))
    assert f"{offsets} → 5: a passage starts before it ends" in validate(triples)


def test_a_predicate_outside_the_schema_is_a_fault(triples):
    post = min(triples.subjects(RDF.type, uri("org:Membership")))
    triples.set((post, RDF.predicate, uri("foaf:knows")))
    assert f"{post} → {uri('foaf:knows')}: a fact has one rdf:predicate, of the schema" in validate(triples)


def test_an_empty_graph_conforms():
    assert validate(Graph()) == ()


def test_an_award_of_a_level_outside_the_schema_is_a_fault():
    doc = document("a.txt", "新苗奖")
    prize = entity("Award", "新苗奖", mentions("新苗奖", doc), level="galactic")
    (fault,) = validate(merged(dataset(graph_of([doc], [prize], []))))
    assert fault.endswith("the level of an award is a concept of gx:award-levels")
