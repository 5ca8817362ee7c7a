"""The ontology and its committed file."""

import os
import subprocess
import sys

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import graph_diff

from extract.schema import load
from graph import iris
from graph.dataset import dataset, merged
from graph.ontology import FILE, ontology, write


def uri(prefixed):
    return URIRef(iris.term(prefixed))


def test_the_committed_file_is_what_the_code_makes():
    _, stale, missing = graph_diff(Graph().parse(FILE), ontology())
    assert not stale, f"no longer made: {stale.serialize(format='nt')}"
    assert not missing, f"not in the file: {missing.serialize(format='nt')}"


def test_the_file_is_the_same_bytes_whatever_the_hash_seed(tmp_path):
    made = []
    for seed in ("1", "2"):
        path = tmp_path / seed
        code = "import sys, pathlib; from graph.ontology import write; write(pathlib.Path(sys.argv[1]))"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(FILE.parents[1])}
        subprocess.run([sys.executable, "-c", code, str(path)], check=True, env=environment)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_writing_and_reading_gives_the_ontology_back(tmp_path):
    write(tmp_path / "made.ttl")
    assert set(Graph().parse(tmp_path / "made.ttl")) == set(ontology())


def test_every_type_kind_and_predicate_of_the_schema_has_its_labels():
    graph = ontology()
    named = {predicate.iri: predicate.label for predicate in load().predicates.values()}
    named |= {kind.classes[0]: kind.label for kind in load().types.values()}
    named |= {kind.class_iri: kind.label for kind in load().organization_kinds.values()}
    for prefixed, label in named.items():
        labels = set(graph.objects(uri(prefixed), RDFS.label))
        assert labels == {Literal(label.zh, lang="zh"), Literal(label.en, lang="en")}


def test_every_term_of_our_own_has_label_and_comment_in_both_languages():
    graph = ontology()
    own = {term for term in graph.subjects(RDF.type) if str(term).startswith(iris.term("gx:"))}
    terms = own - set(graph.subjects(RDF.type, SKOS.Concept)) - set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert uri("gx:Fact") in terms
    for term in terms:
        for said in (RDFS.label, RDFS.comment):
            assert sorted(text.language for text in graph.objects(term, said)) == ["en", "zh"], term


def test_sub_properties_lead_to_the_worlds_vocabularies():
    graph = ontology()
    assert (uri("gx:recipient"), RDFS.subPropertyOf, uri("vivo:relates")) in graph
    assert (uri("gx:award"), RDFS.subPropertyOf, uri("vivo:relates")) in graph
    assert (uri("gx:undertaker"), RDFS.subPropertyOf, uri("schema:organizer")) in graph
    assert (uri("gx:coOrganizer"), RDFS.subPropertyOf, uri("schema:organizer")) in graph
    assert (uri("gx:Team"), RDFS.subClassOf, uri("org:Organization")) in graph
    assert (uri("gx:partnerOf"), RDF.type, OWL.SymmetricProperty) in graph


def test_nothing_in_it_lets_a_reasoner_conclude_a_type():
    assert not set(ontology().triples((None, RDFS.domain, None)))
    assert not set(ontology().triples((None, RDFS.range, None)))


def test_award_levels_are_concepts_from_the_highest_down():
    graph = ontology()
    levels = {
        int(graph.value(level, uri("schema:position"))): str(level).rpartition("-")[2]
        for level in graph.subjects(SKOS.inScheme, uri("gx:award-levels"))
    }
    assert [levels[position] for position in sorted(levels)] == ["national", "province", "city", "county", "unit"]


def test_it_holds_no_blank_node():
    assert not [node for triple in ontology() for node in triple if isinstance(node, BNode)]


def test_every_term_of_our_own_that_a_dataset_uses_is_declared(small_graph):
    declared = set(ontology().subjects(RDF.type))
    used = {
        node for triple in merged(dataset(small_graph)) for node in triple if str(node).startswith(iris.term("gx:"))
    }
    assert used - declared == set()
