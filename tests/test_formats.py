"""Exports come back whole when another library reads them."""

import csv
import json
import re
from io import StringIO

import networkx as nx
import pandas as pd
import pytest
from conftest import document, entity, fact, graph_of, make_small_graph, mentions, telling, write_all
from rdflib import Dataset, Graph
from sample import sample
from typer.testing import CliRunner

from extract.errors import OutputError
from extract.schema import load
from graph import records
from graph.cli import app
from graph.dataset import dataset, merged
from graph.flat import flat
from graph.formats import FORMATS, export
from graph.neo4j import EDGES, NODES

ODD = '甲;乙"丙\x0b<b>&\n丁'


@pytest.fixture
def graph():
    """Return the sample with a person and a sentence full of what separates, quotes and breaks."""
    whole = sample(make_small_graph())
    article = document("odd.txt", f"{ODD}任主席", "题；目;二")
    union = next(each for each in whole.entities if each.name == "青禾市总工会")
    odd = entity("Person", ODD, (*mentions(ODD, article), *mentions("甲;乙", article)))
    told = fact(odd, "worksFor", union, telling(article, f"{ODD}任主席"), role="主;席")
    return graph_of((*whole.documents, article), (*whole.entities, odd), (*whole.facts, told))


@pytest.fixture
def folder(graph, tmp_path):
    write_all(graph, tmp_path)
    return tmp_path


def plain(network):
    """Return the nodes and edges of a network as values that can be compared."""
    nodes = {iri: dict(node) for iri, node in network.nodes(data=True)}
    edges = sorted((start, end, sorted(edge.items(), key=str)) for start, end, edge in network.edges(data=True))
    return nodes, edges


def quads(graph):
    return {tuple(str(part) for part in (q.subject, q.predicate, q.object, q.graph_name)) for q in dataset(graph)}


def read_back(path, form):
    parsed = Dataset().parse(path, format=form)
    return {(s.n3(), p.n3(), o.n3(), f"<{g}>") for s, p, o, g in parsed.quads()}


def test_turtle_comes_back_with_the_same_triples(folder, graph):
    (path,) = export(folder, "turtle", folder / "x.ttl")
    assert set(Graph().parse(path)) == set(merged(dataset(graph)))


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # rdflib's own calls
@pytest.mark.parametrize(("form", "parser"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_named_graphs_come_back_with_the_same_quads(form, parser, folder, graph):
    (path,) = export(folder, form, folder / "x")
    expected = Dataset()
    lines = "".join(f"{' '.join(parts)} .\n" for parts in sorted(quads(graph)))
    expected.parse(data=lines, format="nquads")
    found = Dataset().parse(path, format=parser)
    assert {tuple(quad) for quad in found.quads()} == {tuple(quad) for quad in expected.quads()}


def test_graphml_comes_back_with_the_same_nodes_edges_and_attributes(folder):
    (path,) = export(folder, "graphml")
    read = nx.read_graphml(path, force_multigraph=True)
    assert plain(read) == plain(flat(records.read(folder)))


def test_gexf_comes_back_with_types_labels_and_the_colours_of_the_schema(folder):
    (path,) = export(folder, "gexf")
    read = nx.read_gexf(path)
    expected = flat(records.read(folder))
    assert set(read) == set(expected)
    for iri, node in read.nodes(data=True):
        color = node["viz"]["color"]
        assert (color["r"], color["g"], color["b"]) == tuple(bytes.fromhex(load().types[node["type"]].color[1:]))
        assert " ".join(node["label"].split()) == " ".join(expected.nodes[iri]["label"].split())
        assert node["type_zh"] == load().types[node["type"]].label.zh
    told = {edge["id"]: edge for _, _, edge in expected.edges(data=True)}
    for _, _, edge in read.edges(data=True):
        assert (edge["label"], edge["confidence"]) == (told[edge["id"]]["label"], told[edge["id"]]["confidence"])
    assert read.number_of_edges() == expected.number_of_edges()


def test_the_tables_for_neo4j_join_and_hold_the_same_facts(folder, graph):
    nodes, edges = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in export(folder, "csv"))
    assert list(nodes["id:ID"]) == [each.iri for each in graph.entities]
    assert set(edges[":START_ID"]) | set(edges[":END_ID"]) <= set(nodes["id:ID"])
    assert list(edges["id:string"]) == [each.iri for each in graph.facts]
    assert list(edges[":TYPE"]) == [each.predicate for each in graph.facts]
    assert list(nodes["name:string"]) == [each.name for each in graph.entities]
    assert set(nodes[":LABEL"]) <= set(load().types)
    union = nodes[nodes["name:string"] == "青禾市总工会"].iloc[0]
    assert (union["names:string[]"], union["kind:string"]) == ("市总工会", "union")
    liang = edges[(edges[":TYPE"] == "worksFor") & (edges["role:string"] == "工会主席")].iloc[0]
    assert liang["sentences:string[]"].split(";") == ["工会主席梁柏青", "市总工会主席梁柏青"]
    assert liang["implicit:boolean"] == "false"


def test_a_semicolon_inside_an_item_of_a_list_does_not_end_it(folder):
    export(folder, "csv", folder / "tables")
    rows = list(csv.DictReader(StringIO((folder / "tables" / NODES).read_text("utf-8"))))
    (odd,) = (row for row in rows if row["name:string"].startswith("甲"))
    assert odd["names:string[]"].split(";") == ["甲；乙"]
    assert (folder / "tables" / EDGES).is_file()


def test_every_header_is_one_that_the_importer_knows(folder):
    nodes, edges = export(folder, "csv")
    known = r"(?:\w+:(?:string|int|double|boolean)(?:\[\])?|id:ID|:ID|:LABEL|:START_ID|:END_ID|:TYPE)"
    for path in (nodes, edges):
        header = path.read_text("utf-8").splitlines()[0].split(",")
        assert all(re.fullmatch(known, name) for name in header)


def test_json_lines_come_back_in_pandas(folder, graph):
    (path,) = export(folder, "jsonl", folder / "x.jsonl")
    frame = pd.read_json(path, lines=True)
    assert (frame["kind"] == "relation").sum() == len(graph.facts)
    assert sorted(frame[frame["kind"] == "entity"]["id"]) == [each.iri for each in graph.entities]


def without_last(text):
    return "".join(text.splitlines(keepends=True)[:-1])


@pytest.mark.parametrize("change", [without_last, lambda text: text[:-9], lambda text: f"{text}[]\n"])
def test_json_lines_that_are_not_those_of_the_store_are_not_passed_on(change, folder):
    path = folder / "graph.jsonl"
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(OutputError, match=r"graph\.jsonl is damaged .* guanxi build"):
        export(folder, "jsonl", folder / "x.jsonl")
    assert not (folder / "x.jsonl").exists()


def test_an_empty_graph_is_written_in_every_format(tmp_path):
    write_all(graph_of([], [], []), tmp_path)
    for form in FORMATS:
        for path in export(tmp_path, form, tmp_path / f"to-{form}"):
            assert path.is_file()


def test_the_same_graph_is_the_same_bytes(folder):
    for form in FORMATS:
        first = [path.read_bytes() for path in export(folder, form)]
        assert [path.read_bytes() for path in export(folder, form)] == first


def test_what_the_build_wrote_is_what_the_export_writes(folder):
    for form, name in (("turtle", "graph.ttl"), ("trig", "graph.trig"), ("jsonl", "graph.jsonl")):
        before = (folder / name).read_bytes()
        (path,) = export(folder, form, folder / "again")
        assert path.read_bytes() == before


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_without_a_graph_is_told(form, tmp_path):
    with pytest.raises(OutputError, match="guanxi build"):
        export(tmp_path, form)


def test_a_target_that_is_a_folder_is_told(folder):
    with pytest.raises(OutputError, match="is a folder"):
        export(folder, "gexf", folder)


def test_the_command_tells_what_it_wrote(folder):
    told = CliRunner().invoke(app, ["export", "--format", "gexf", "-o", str(folder)])
    assert told.exit_code == 0
    assert told.stdout.strip() == str(folder / "graph.gexf")
    assert json.loads((folder / "graph.jsonl").read_text("utf-8").splitlines()[0])["kind"] == "document"
