"""What stands in the named graph of an article."""

from conftest import document, entity, fact, graph_of, mentions, telling
from pyoxigraph import BlankNode, NamedNode
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.compare import graph_diff, isomorphic

from graph import iris
from graph.dataset import article, dataset, merged
from graph.resolved import ResolvedGraph


def uri(prefixed):
    return URIRef(iris.term(prefixed))


def thing(kind, *parts):
    return URIRef(iris.thing(kind, *parts))


def zh(text):
    return Literal(text, lang="zh")


def told_by(quads, name):
    """Return the triples in the named graph of one article."""
    return merged(quad for quad in quads if quad.graph_name == article(name))


def fact_of(graph, predicate, subject):
    """Return the node of the only fact with this predicate and subject."""
    (found,) = set(graph.subjects(RDF.predicate, uri(predicate))) & set(graph.subjects(RDF.subject, subject))
    return found


def assert_same(made, expected):
    _, extra, missing = graph_diff(made, expected)
    difference = f"not expected:\n{extra.serialize(format='nt')}\nmissing:\n{missing.serialize(format='nt')}"
    assert isomorphic(made, expected), difference


def test_each_article_has_a_named_graph_and_the_vocabulary_one_more(small_graph):
    names = {quad.graph_name for quad in dataset(small_graph)}
    assert names == {article("one.txt"), article("two.txt"), NamedNode(iris.VOCABULARY)}


def test_no_node_is_blank(small_graph):
    assert not [quad for quad in dataset(small_graph) if BlankNode in (type(quad.subject), type(quad.object))]


def test_the_order_of_entities_and_facts_does_not_matter(small_graph):
    turned = ResolvedGraph(small_graph.documents[::-1], small_graph.entities[::-1], small_graph.facts[::-1])
    assert dataset(turned) == dataset(small_graph)


def test_another_base_moves_articles_and_evidence(small_graph):
    quads = dataset(small_graph, base="https://example.org/")
    assert article("one.txt", "https://example.org/") in {quad.graph_name for quad in quads}
    assert not [quad for quad in quads if str(quad.subject).startswith(f"<{iris.BASE}annotation/")]


def test_one_fact_is_told_in_full():
    doc = document("a.txt", "许可任云岭医院院长。", "任职", "2021-05")
    doctor = entity("Person", "许可", mentions("许可", doc))
    hospital = entity("Organization", "云岭医院", mentions("云岭医院", doc), kind="hospital")
    post = fact(doctor, "worksFor", hospital, telling(doc, "许可任云岭医院院长", 0.912345), role="院长", date="2021")
    expected = f"""
        {"".join(f"@prefix {name}: <{space}> ." for name, space in iris.prefixes().items())}
        <{thing("article", "a.txt")}> a schema:NewsArticle ; schema:identifier "a.txt" ; schema:headline "任职"@zh ;
            schema:datePublished "2021-05"^^xsd:gYearMonth ; schema:mentions <{doctor.iri}> , <{hospital.iri}> .
        <{doctor.iri}> a foaf:Person , schema:Person ; skos:prefLabel "许可"@zh ; schema:worksFor <{hospital.iri}> .
        <{hospital.iri}> a org:Organization , schema:Organization , schema:Hospital ; skos:prefLabel "云岭医院"@zh .
        <{post.iri}> a gx:Fact , org:Membership ;
            rdf:subject <{doctor.iri}> ; rdf:predicate schema:worksFor ; rdf:object <{hospital.iri}> ;
            org:member <{doctor.iri}> ; org:organization <{hospital.iri}> ; org:role <{thing("role", "院长")}> ;
            gx:role "院长"@zh ; dcterms:date "2021"^^xsd:gYear ; gx:implicit false .
        <{thing("role", "院长")}> a org:Role , skos:Concept ; skos:prefLabel "院长"@zh .
        <{thing("annotation", post.iri, "a.txt")}> a oa:Annotation ; oa:hasBody <{post.iri}> ;
            oa:hasTarget <{thing("passage", "a.txt", "0", "9")}> ; gx:confidence 0.912 ; gx:implicit false ;
            prov:wasGeneratedBy <{thing("extractor", "relations/1")}> .
        <{thing("extractor", "relations/1")}> a prov:Activity ; rdfs:label "relations/1" .
        <{thing("passage", "a.txt", "0", "9")}> a oa:SpecificResource ; oa:hasSource <{thing("article", "a.txt")}> ;
            oa:hasSelector <{thing("quote", "a.txt", "0", "9")}> , <{thing("offsets", "a.txt", "0", "9")}> .
        <{thing("quote", "a.txt", "0", "9")}> a oa:TextQuoteSelector ; oa:exact "许可任云岭医院院长"@zh .
        <{thing("offsets", "a.txt", "0", "9")}> a oa:TextPositionSelector ;
            oa:start "0"^^xsd:nonNegativeInteger ; oa:end "9"^^xsd:nonNegativeInteger ."""
    made = told_by(dataset(graph_of([doc], [doctor, hospital], [post])), "a.txt")
    assert_same(made, Graph().parse(data=expected, format="turtle"))


def test_a_position_that_the_article_names_is_the_role_of_the_membership(small_graph):
    graph = merged(dataset(small_graph))
    post = fact_of(graph, "schema:worksFor", thing("person", "梁柏青"))
    assert set(graph.objects(post, uri("org:role"))) == {thing("position", "工会主席")}


def test_each_article_has_its_own_evidence_for_a_fact_that_both_tell(small_graph):
    graph = merged(dataset(small_graph))
    post = fact_of(graph, "schema:worksFor", thing("person", "梁柏青"))
    sureness = {graph.value(each, uri("gx:confidence")).toPython() for each in graph.subjects(uri("oa:hasBody"), post)}
    assert {float(each) for each in sureness} == {0.7, 0.9}


def test_removing_an_articles_graph_removes_what_only_it_tells(small_graph):
    left = merged(quad for quad in dataset(small_graph) if quad.graph_name != article("one.txt"))
    assert (thing("person", "梁柏青"), uri("schema:worksFor"), thing("organization", "青禾市总工会")) in left
    assert not set(left.subjects(SKOS.prefLabel, zh("青禾工匠奖章")))


def test_an_article_gives_only_the_short_names_it_writes(small_graph):
    quads, union = dataset(small_graph), thing("organization", "青禾市总工会")
    assert set(told_by(quads, "one.txt").objects(union, SKOS.altLabel)) == set()
    assert set(told_by(quads, "two.txt").objects(union, SKOS.altLabel)) == {zh("市总工会")}


def test_an_entity_that_the_article_only_implies_is_described_but_not_mentioned():
    doc = document("a.txt", "开展夜读活动。")
    club = entity("Organization", "拾光读书会", ())
    reading = entity("Activity", "夜读活动", mentions("夜读活动", doc))
    held = fact(club, "organized", reading, telling(doc, "开展夜读活动", implicit=True))
    graph = told_by(dataset(graph_of([doc], [club, reading], [held])), "a.txt")
    assert (URIRef(club.iri), SKOS.prefLabel, zh("拾光读书会")) in graph
    assert not set(graph.subjects(uri("schema:mentions"), URIRef(club.iri)))
    assert set(graph.objects(URIRef(held.iri), uri("gx:implicit"))) == {Literal("true", datatype=uri("xsd:boolean"))}


def test_a_conferral_names_recipient_award_conferrer_date_and_rank(small_graph):
    graph = merged(dataset(small_graph))
    receipt = fact_of(graph, "gx:receivedAward", thing("person", "梁柏青"))
    assert (receipt, RDF.type, uri("vivo:AwardReceipt")) in graph
    assert graph.value(receipt, uri("gx:recipient")) == thing("person", "梁柏青")
    assert graph.value(receipt, uri("gx:award")) == thing("award", "青禾工匠奖章")
    assert graph.value(receipt, uri("vivo:assignedBy")) == thing("organization", "青禾市总工会")
    assert graph.value(receipt, uri("dcterms:date")) == Literal("2023-04-12", datatype=uri("xsd:date"))
    assert graph.value(receipt, uri("gx:rank")) == zh("第一名")


def test_who_confers_an_award_is_taken_from_the_same_article_only():
    one, two = document("1.txt", "陆野获得新苗奖。"), document("2.txt", "新苗奖由云岭文联授予。")
    writer = entity("Person", "陆野", mentions("陆野", one))
    prize = entity("Award", "新苗奖", mentions("新苗奖", one, two))
    league = entity("Organization", "云岭文联", mentions("云岭文联", two))
    won = fact(writer, "receivedAward", prize, telling(one, "陆野获得新苗奖"))
    given = fact(prize, "awardedBy", league, telling(two, "新苗奖由云岭文联授予"))
    graph = merged(dataset(graph_of([one, two], [writer, prize, league], [won, given])))
    assert graph.value(URIRef(won.iri), uri("vivo:assignedBy")) is None


def test_an_award_has_the_concepts_of_its_level_and_kind(small_graph):
    graph, medal = merged(dataset(small_graph)), thing("award", "青禾工匠奖章")
    assert graph.value(medal, uri("gx:level")) == uri("gx:level-city")
    assert graph.value(medal, uri("gx:kind")) == uri("gx:kind-medal")
    assert (uri("gx:level-city"), SKOS.prefLabel, zh("市级")) in graph


def test_an_organiser_stands_on_both_sides_and_an_undertaker_is_told_apart(small_graph):
    graph, contest = merged(dataset(small_graph)), thing("activity", "职工书法赛")
    union, works = thing("organization", "青禾市总工会"), thing("organization", "松涛机械公司")
    assert (union, uri("gx:organized"), contest) in graph
    assert set(graph.objects(contest, uri("schema:organizer"))) == {union, works}
    assert set(graph.objects(contest, uri("gx:undertaker"))) == {works}


def test_who_takes_part_is_an_agent_of_the_activity(small_graph):
    graph, final = merged(dataset(small_graph)), thing("activity", "职工书法赛决赛")
    assert set(graph.objects(final, uri("lode:involvedAgent"))) == {thing("person", "梁柏青")}


def test_an_activity_starts_and_ends_when_its_date_says(small_graph):
    graph = merged(dataset(small_graph))
    contest, drive = thing("activity", "职工书法赛"), thing("activity", "“暖心”行动")
    assert graph.value(contest, uri("schema:startDate")) == Literal("2023-04-12", datatype=uri("xsd:date"))
    assert graph.value(contest, uri("schema:endDate")) == Literal("2023-04-12", datatype=uri("xsd:date"))
    assert graph.value(drive, uri("schema:startDate")) == Literal("2023-04", datatype=uri("xsd:gYearMonth"))
    assert graph.value(drive, uri("schema:endDate")) == Literal("2023-06", datatype=uri("xsd:gYearMonth"))


def test_a_day_is_an_instant_and_a_period_an_interval(small_graph):
    graph = merged(dataset(small_graph))
    day, spring = thing("date", "2023年4月12日"), thing("date", "4月至6月")
    assert graph.value(day, uri("time:inXSDDate")) == Literal("2023-04-12", datatype=uri("xsd:date"))
    assert (spring, RDF.type, uri("time:ProperInterval")) in graph
    june = graph.value(spring, uri("time:hasEnd"))
    assert graph.value(june, uri("time:inXSDgYearMonth")) == Literal("2023-06", datatype=uri("xsd:gYearMonth"))


def test_a_date_without_a_value_has_its_label_alone():
    doc = document("a.txt", "五年来")
    graph = told_by(dataset(graph_of([doc], [entity("Date", "五年来", mentions("五年来", doc))], [])), "a.txt")
    assert set(graph.predicates(thing("date", "五年来"))) == {RDF.type, SKOS.prefLabel}


def test_a_department_is_a_unit_and_a_body_a_sub_organisation(small_graph):
    graph, union = merged(dataset(small_graph)), thing("organization", "青禾市总工会")
    section, branch = thing("organization", "青禾市总工会宣教部"), thing("organization", "松涛机械公司工会")
    assert set(graph.predicates(section, union)) == {uri("gx:partOf"), uri("org:unitOf")}
    assert set(graph.predicates(branch, union)) == {uri("gx:partOf"), uri("org:subOrganizationOf")}


def test_a_part_of_an_activity_is_linked_both_ways(small_graph):
    graph = merged(dataset(small_graph))
    final, contest = thing("activity", "职工书法赛决赛"), thing("activity", "职工书法赛")
    assert set(graph.predicates(final, contest)) == {uri("gx:partOf"), uri("schema:superEvent")}
    assert (contest, uri("schema:subEvent"), final) in graph


def test_partners_are_partners_of_each_other_by_one_fact(small_graph):
    graph = merged(dataset(small_graph))
    union, works = thing("organization", "青禾市总工会"), thing("organization", "松涛机械公司")
    assert (union, uri("gx:partnerOf"), works) in graph
    assert (works, uri("gx:partnerOf"), union) in graph
    assert len(set(graph.subjects(RDF.predicate, uri("gx:partnerOf")))) == 1


def test_a_figure_is_an_observation_of_what_it_measures(small_graph):
    graph = merged(dataset(small_graph))
    entrants, parcels = thing("figure", "340名"), thing("figure", "1000至2000份")
    assert graph.value(entrants, uri("schema:observationAbout")) == thing("activity", "职工书法赛")
    assert graph.value(entrants, uri("schema:measuredProperty")) == zh("报名职工")
    assert graph.value(entrants, uri("schema:value")) == Literal(340)
    assert graph.value(entrants, uri("schema:unitText")) == zh("名")
    assert graph.value(parcels, uri("schema:minValue")) == Literal(1000)
    assert graph.value(parcels, uri("schema:maxValue")) == Literal(2000)
    assert graph.value(parcels, uri("schema:value")) is None


def test_a_place_with_a_code_is_an_administrative_area_and_another_is_not(small_graph):
    graph = merged(dataset(small_graph))
    assert graph.value(thing("place", "青禾市"), SKOS.notation) == Literal("990100")
    assert (thing("place", "青禾市"), RDF.type, uri("schema:AdministrativeArea")) in graph
    assert (thing("place", "松涛文化馆"), RDF.type, uri("schema:AdministrativeArea")) not in graph


def test_every_fact_has_subject_predicate_object_and_the_direct_triple(small_graph):
    graph = merged(dataset(small_graph))
    facts = set(graph.subjects(RDF.type, uri("gx:Fact")))
    assert len(facts) == len(small_graph.facts)
    ends = {tuple(graph.value(each, end) for end in (RDF.subject, RDF.predicate, RDF.object)) for each in facts}
    assert all(triple in graph for triple in ends)
    assert all(graph.value(predicate, RDFS.label) for _, predicate, _ in ends)


def test_a_passage_that_shows_two_facts_is_written_once(small_graph):
    graph = merged(dataset(small_graph))
    (quote,) = graph.subjects(uri("oa:exact"), zh("该奖章由青禾市总工会在职工书法赛上颁发"))
    (passage,) = graph.subjects(uri("oa:hasSelector"), quote)
    assert len(set(graph.subjects(uri("oa:hasTarget"), passage))) == 2


def test_an_empty_graph_holds_the_vocabulary_alone():
    assert {quad.graph_name for quad in dataset(graph_of([], [], []))} == {NamedNode(iris.VOCABULARY)}
