"""The networkx view and the places of its nodes."""

import random

import igraph
import networkx as nx
from invented import ECHO, STORY, choir, document, entity, fact, graph, iri, telling

from extract.facts import Document, Evidence, Mention
from graph.communities import communities
from graph.layout import HEIGHT, WIDTH, layout
from graph.network import network
from graph.resolved import ResolvedEntity, Telling


def test_an_entity_becomes_a_node_with_its_names_and_documents():
    node = network(choir()).nodes[iri("lin")]
    assert node == {
        "name": "林小雨",
        "type": "Person",
        "names": [],
        "mentions": 3,
        "documents": ["a.txt", "b.txt"],
        "attributes": {},
    }
    assert network(choir()).nodes[iri("union")]["names"] == ["纺织协会", "纺协"]


def test_a_fact_becomes_an_edge_with_labels_in_both_languages():
    edge = network(choir()).edges[iri("lin"), iri("union"), iri("fact-lin-worksFor-union-会长")]
    assert (edge["predicate"], edge["zh"], edge["en"]) == ("worksFor", "任职于", "works for")
    assert edge["qualifiers"] == {"role": "会长"}
    assert edge["confidence"] == 0.9
    assert edge["implicit"] is False


def test_every_document_that_tells_a_fact_gives_evidence():
    edge = network(choir()).edges[iri("lin"), iri("union"), iri("fact-lin-worksFor-union-会长")]
    assert [(quote["document"], quote["text"]) for quote in edge["evidence"]] == [
        ("a.txt", "林小雨任澄江区纺织协会会长"),
        ("b.txt", "会长林小雨"),
    ]


def test_a_quote_is_completed_to_its_sentence_and_no_further():
    edge = network(choir()).edges[iri("lin"), iri("choir"), iri("fact-lin-participatedIn-choir")]
    (quote,) = edge["evidence"]
    assert (quote["before"], quote["text"], quote["after"]) == ("林小雨任澄江区纺织协会会长，并", "参加歌咏会", "。")


def test_a_quote_that_ends_its_sentence_takes_nothing_of_the_next():
    article = document("a.txt", "甲乙参加。丙丁离开。")
    edge = _only_edge(article, telling(article, "甲乙参加。"))
    assert (edge["evidence"][0]["before"], edge["evidence"][0]["after"]) == ("", "")


def test_a_sentence_is_found_in_the_mended_text_where_lines_break_off():
    article = Document("a.txt", "歌咏\n会由林小\n雨领唱。", "歌咏会由林小雨领唱。", (0, 1, 3, 4, 5, 6, 8, 9, 10, 11))
    told = Telling("a.txt", (Evidence("a.txt", 5, 9, "林小雨"),), 1.0, "relations/1", implicit=False)
    (quote,) = _only_edge(article, told)["evidence"]
    assert (quote["before"], quote["text"], quote["after"]) == ("歌咏会由", "林小雨", "领唱。")


def test_a_sentence_without_end_is_cut():
    article = document("a.txt", "甲" * 300 + "林小雨" + "乙" * 300)
    (quote,) = _only_edge(article, telling(article, "林小雨"))["evidence"]
    assert quote["before"] == "…" + "甲" * 120
    assert quote["after"] == "乙" * 120 + "…"


def _only_edge(article, told):
    entities = [entity("lin", "Person", "林小雨"), entity("choir", "Activity", "歌咏会")]
    view = network(graph([article], entities, [fact("lin", "participatedIn", "choir", told)]))
    return view.edges[iri("lin"), iri("choir"), iri("fact-lin-participatedIn-choir")]


def test_two_facts_between_the_same_entities_stay_two_edges():
    entities = [entity("lin", "Person", "林小雨"), entity("union", "Organization", "纺织协会")]
    facts = [fact("lin", "worksFor", "union", telling(ECHO, "林小雨"), role=role) for role in ("会长", "理事")]
    assert network(graph([ECHO], entities, facts)).number_of_edges(iri("lin"), iri("union")) == 2


def test_the_view_lists_the_documents_with_their_titles():
    told = [(d["name"], d["title"], d["date"], d["text"]) for d in network(choir()).graph["documents"]]
    assert told == [("a.txt", STORY.title, None, STORY.text), ("b.txt", None, None, ECHO.text)]


def test_mentions_stand_where_the_mended_text_has_them():
    article = Document("a.txt", "歌咏\n会由林小\n雨领唱。", "歌咏会由林小雨领唱。", (0, 1, 3, 4, 5, 6, 8, 9, 10, 11))
    lin = ResolvedEntity(iri("lin"), "Person", "林小雨", (), (("a.txt", Mention(5, 9, "林小雨")),), {})
    (told,) = network(graph([article], [lin], [])).graph["documents"]
    assert told["mentions"] == [(4, 7, iri("lin"))]


def test_a_large_graph_is_placed_without_overlap_and_always_alike():
    pairs = [(i, i // 2) for i in range(1, 1200)]
    keys = [f"n{i:04}" for i in range(1200)]
    entities = [entity(key, "Organization", f"协会{key}") for key in keys]
    facts = [fact(keys[a], "partnerOf", keys[b], telling(ECHO, "登台")) for a, b in pairs]
    view = network(graph([ECHO], entities, facts))
    places = layout(view)
    assert places == layout(view)
    ordered = sorted(places.values())
    for i, (x, y) in enumerate(ordered):
        near = (other for other in ordered[i + 1 : i + 200] if other[0] - x < WIDTH - 1)
        assert all(abs(other[1] - y) >= HEIGHT - 1 for other in near)


def test_communities_hold_what_belongs_together_closely():
    keys = [f"{group}{i}" for group in "ab" for i in range(6)]
    entities = [entity(key, "Organization", f"协会{key}") for key in keys]
    within = [(a, b) for a in keys for b in keys if a < b and a[0] == b[0]]
    facts = [fact(a, "partnerOf", b, telling(ECHO, "登台")) for a, b in [*within, ("a0", "b0")]]
    others = [entity("march", "Date", "三月"), entity("zz", "Place", "望海镇")]
    dated = fact("b3", "occurredOn", "march", telling(ECHO, "登台"))
    groups = communities(network(graph([ECHO], [*entities, *others], [*facts, dated])))
    assert {groups[iri(f"a{i}")] for i in range(6)} == {1}
    assert {groups[iri(f"b{i}")] for i in range(6)} == {2}
    assert (groups[iri("march")], groups[iri("zz")]) == (2, 0)


def test_an_empty_graph_has_an_empty_view_and_layout():
    view = network(graph([], [], []))
    assert len(view) == 0
    assert layout(view) == {}


def test_every_node_gets_a_place_hidden_types_included():
    view = network(choir())
    assert set(layout(view)) == set(view)


def test_the_same_seed_gives_the_same_places_and_another_seed_others():
    view = network(_ring(30))
    assert layout(view, seed=3) == layout(view, seed=3)
    assert layout(view, seed=3) != layout(view, seed=4)


def test_the_layout_does_not_depend_on_the_order_of_nodes_and_edges():
    view = network(_ring(12))
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(view.nodes(data=True))))
    turned.add_edges_from(reversed(list(view.edges(keys=True, data=True))))
    assert layout(turned) == layout(view)


def test_the_layout_leaves_the_random_numbers_of_others_alone():
    random.seed(5)
    expected = igraph.Graph.Erdos_Renyi(20, 0.2).get_edgelist()
    random.seed(5)
    layout(network(_ring(12)))
    assert igraph.Graph.Erdos_Renyi(20, 0.2).get_edgelist() == expected


def test_every_node_has_room_for_its_label():
    places = list(layout(network(_ring(40, star=True))).values())
    crowded = [
        (a, b)
        for i, a in enumerate(places)
        for b in places[:i]
        if abs(a[0] - b[0]) < WIDTH - 1 and abs(a[1] - b[1]) < HEIGHT - 1  # places are rounded to whole pixels
    ]
    assert crowded == []


def test_components_do_not_overlap():
    rings = [_ring(size, prefix=f"{size}-") for size in (9, 8, 7)]
    view = network(
        graph([ECHO], [e for ring in rings for e in ring.entities], [f for ring in rings for f in ring.facts])
    )
    places = layout(view)
    boxes = []
    for ring in rings:
        xs, ys = zip(*(places[entity.iri] for entity in ring.entities), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def test_a_date_common_to_two_components_does_not_move_them():
    rings = [_ring(5, prefix="x"), _ring(5, prefix="y")]
    entities = [e for ring in rings for e in ring.entities]
    facts = [f for ring in rings for f in ring.facts]
    apart = layout(network(graph([ECHO], entities, facts)))
    date = entity("march", "Date", "三月")
    dated = [fact(start, "occurredOn", "march", telling(ECHO, "登台")) for start in ("x00", "y00")]
    tied = layout(network(graph([ECHO], [*entities, date], [*facts, *dated])))
    shift = {(tied[node][0] - apart[node][0], tied[node][1] - apart[node][1]) for node in apart}
    assert len(shift) == 1


def _ring(size, prefix="", *, star=False):
    keys = [f"{prefix}{i:02}" for i in range(size)]
    entities = [entity(key, "Organization", f"协会{key}") for key in keys]
    targets = [keys[0]] * size if star else [*keys[1:], keys[0]]
    pairs = [(a, b) for a, b in zip(keys, targets, strict=True) if a != b]
    return graph([ECHO], entities, [fact(a, "partnerOf", b, telling(ECHO, "登台")) for a, b in pairs])
