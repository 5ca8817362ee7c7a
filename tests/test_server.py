"""What the addresses of the server answer, to whom, and with which guards."""

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from conftest import document, entity, fact, graph_of, make_small_graph, mentions, telling, write_all, write_store
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS, VOID
from sample import sample
from served import ROOT, get, post, send, serving

from graph import catalog, iris
from graph.files import PAGE
from graph.server.console import example

SCRIPT = "<script>alert(1)</script>"
PERSON = iris.thing("person", "梁柏青")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    whole = sample(make_small_graph())
    article = document("x.txt", f"{SCRIPT}任赛区主席", SCRIPT)
    hostile = entity("Person", SCRIPT, mentions(SCRIPT, article))
    union = next(each for each in whole.entities if each.name == "青禾市总工会")
    told = fact(hostile, "worksFor", union, telling(article, f"{SCRIPT}任赛区主席"), role=f'">{SCRIPT}')
    write_all(graph_of((*whole.documents, article), (*whole.entities, hostile), (*whole.facts, told)), folder)
    (folder / PAGE).write_text("<!DOCTYPE html><title>explorer</title>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder) as address:
        yield address


def path_of(iri):
    return iri.removeprefix("https://w3id.org/guanxi")


# Pages and descriptions


def test_the_explorer_is_at_the_root(server):
    status, headers, body = send(server, "GET", "/")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    assert b"explorer" in body


def test_the_endpoint_without_a_query_tells_what_it_can_do(server):
    _, _, body = send(server, "GET", "/sparql")
    graph = Graph().parse(data=body, format="turtle")
    service = graph.value(None, RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"{server}sparql")
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    formats = {str(each).rpartition("/")[2] for each in graph.objects(service, SD.resultFormat)}
    assert {"SPARQL_Results_JSON", "SPARQL_Results_CSV", "Turtle", "RDF_XML"} <= formats


def test_a_browser_that_opens_the_endpoint_is_led_to_the_query_page(server):
    status, headers, _ = send(server, "GET", "/sparql", {"Accept": BROWSER})
    assert (status, headers["location"]) == (303, "/query")


def test_the_dataset_is_described_as_it_is(server):
    _, _, body = send(server, "GET", "/.well-known/void", {"Accept": "application/n-triples"})
    graph = Graph().parse(data=body, format="nt")
    dataset = graph.value(None, RDF.type, VOID.Dataset)
    _, _, counted = get(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv")
    assert str(graph.value(dataset, VOID.triples)) == counted.decode().split()[1]
    people = graph.value(None, VOID["class"], URIRef(iris.term("foaf:Person")))
    assert int(graph.value(people, VOID.entities)) == 3
    assert graph.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{server}sparql")


def test_the_vocabulary_is_served(server):
    status, _, body = send(server, "GET", "/ns")
    assert status == 200
    assert (URIRef(iris.term("gx:Fact")), RDF.type, None) in Graph().parse(data=body, format="turtle")


def test_the_query_page_and_all_it_loads_come_from_this_server(server):
    status, headers, body = send(server, "GET", "/query")
    assert status == 200
    assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
    loaded = re.findall(r'(?:src|href)="(/static/[^"]+)"', body.decode())
    assert len(loaded) == 4
    assert all(send(server, "GET", path)[0] == 200 for path in loaded)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', body.decode())


@pytest.mark.parametrize("query", catalog.named(), ids=lambda query: query.name)
def test_every_named_query_is_an_example_that_any_client_can_ask(query, server):
    status, _, body = get(server, example(query).replace("某某市总工会", "青禾市总工会"), "text/csv")
    assert status == 200, body
    names = [name for name in body.decode().splitlines()[0].split(",") if name]
    assert set(names) >= {"sentence"} or query.name in {
        "articles",
        "colleagues",
        "confirmed",
        "honours-by-level",
        "partners",
        "places",
        "structure",
    }


# Things


def test_a_thing_is_answered_as_turtle_with_its_facts_and_sentences(server):
    status, headers, body = send(server, "GET", path_of(PERSON))
    assert (status, headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    graph = Graph().parse(data=body, format="turtle")
    assert (URIRef(PERSON), SKOS.prefLabel, Literal("梁柏青", lang="zh")) in graph
    assert Literal("以第一名获得青禾工匠奖章", lang="zh") in set(graph.objects())
    assert Literal("青禾工匠奖章", lang="zh") in set(graph.objects())


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # rdflib's own call
def test_a_thing_is_answered_as_json_ld_with_the_same_triples(server):
    turtle = Graph().parse(data=send(server, "GET", path_of(PERSON))[2], format="turtle")
    _, headers, body = send(server, "GET", path_of(PERSON), {"Accept": "application/ld+json"})
    assert headers["content-type"] == "application/ld+json"
    assert {quad[:3] for quad in Dataset().parse(data=body, format="json-ld")} == set(turtle)


def test_a_browser_gets_a_page_of_the_thing_to_read(server):
    status, headers, body = send(server, "GET", path_of(PERSON), {"Accept": BROWSER})
    assert (status, headers["vary"]) == (200, "accept")
    page = body.decode()
    for words in (
        "<h1>梁柏青</h1>",
        "人物 Person",
        "获得荣誉 received award",
        "以第一名获得青禾工匠奖章",
        "rank: 第一名",
    ):
        assert words in page
    links = re.findall(r'href="(/id/[^"]+)"', page)
    assert all(send(server, "GET", link, {"Accept": "text/html"})[0] == 200 for link in set(links))


def test_an_article_and_a_fact_have_pages_too(server):
    article = iris.thing("article", "two.txt")
    page = send(server, "GET", path_of(article), {"Accept": "text/html"})[2].decode()
    assert "公司成立暖心驿站" in page
    assert "以第一名获得青禾工匠奖章" not in page
    (fact_path,) = re.findall(r'href="(/id/fact/[^"]+)">成立', page)
    assert "公司成立暖心驿站" in send(server, "GET", fact_path, {"Accept": "text/html"})[2].decode()


def test_text_of_an_article_never_becomes_markup(server):
    page = send(server, "GET", path_of(iris.thing("person", SCRIPT)), {"Accept": "text/html"})[2].decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/id/person/00000000000000000000",
        "/id/person/../../graph.trig",
        "/id/person/..%2f..%2fgraph.trig",
        "/id/person/%3E%20%3Fs",
        "/id/",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/query.html",
        "/graph.trig",
        "/../../../../etc/passwd",
        "//etc/passwd",
        "/.env",
    ],
)
def test_nothing_else_can_be_reached(path, server):
    status, headers, body = send(server, "GET", path)
    assert status == 404
    assert headers["content-type"].startswith("text/plain")
    assert b"GRAPH" not in body


# Guards


@pytest.mark.parametrize("path", ["/", "/query", "/sparql", "/nothing", "/.well-known/void", path_of(PERSON)])
def test_every_answer_carries_the_headers_that_keep_a_browser_safe(path, server):
    _, headers, _ = send(server, "GET", path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "192.0.2.7"])
def test_an_address_and_localhost_are_known_hosts(host, server):
    assert send(server, "GET", "/sparql", {"Host": host})[0] == 200


@pytest.mark.parametrize("host", ["rebound.example", "localhost.example", "127.0.0.1.example:80", "", "[::1", "a b"])
def test_a_name_that_nobody_gave_is_refused(host, server):
    assert send(server, "GET", "/sparql", {"Host": host})[0] in {400, 421}


def test_another_origin_is_told_nothing_unless_it_is_named(server, folder):
    asked = {"Origin": "https://page.example"}
    assert "access-control-allow-origin" not in send(server, "GET", "/sparql?query=ASK%20%7B%7D", asked)[1]
    with serving(folder, "--cors", "https://page.example", "--allow-host", "graph.example") as address:
        _, headers, _ = send(address, "GET", "/sparql?query=ASK%20%7B%7D", {**asked, "Host": "graph.example"})
        assert headers["access-control-allow-origin"] == "https://page.example"
        other = send(address, "GET", "/sparql", {"Origin": "https://other.example"})[1]
        assert "access-control-allow-origin" not in other


# Queries that a server must survive


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "another server"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", None),
        ("SELECT * { " + "{" * 5000 + "}" * 5000 + " }", "nested"),
        ("SELECT ?name # parameters: name\n{ ?s ?p ?o }", None),
        ("nonsense", "malformed"),
        ("\x00", "malformed"),
        ("", "malformed"),
    ],
)
def test_a_query_that_is_not_answered_is_told_in_one_line(query, words, server):
    status, _, body = get(server, query, "text/csv")
    if words is None:
        assert status == 200, body
        assert len(body.splitlines()) == 1 or query.startswith("SELECT ?name")
    else:
        assert status == 400
        assert words in body.decode()
        assert len(body.splitlines()) == 1


def test_a_request_longer_than_a_megabyte_is_refused(server):
    body = b"ASK {} #" + b"x" * (1 << 20)
    assert post(server, body, "application/sparql-query")[0] == 413


def test_an_address_longer_than_any_header_is_refused(server):
    with suppress(ConnectionError):  # the server may hang up before all is sent
        assert get(server, "ASK {} #" + "x" * 200_000)[0] in {400, 414, 431}
    assert get(server, "ASK {}")[0] == 200


def test_very_many_parameters_are_refused(server):
    assert post(server, "a=b&" * 5000, "application/x-www-form-urlencoded")[0] == 400


def test_no_acceptable_form_is_told_with_those_there_are(server):
    status, _, body = get(server, "ASK {}", "image/png")
    assert status == 406
    assert b"application/sparql-results+json" in body


@pytest.mark.parametrize("accept", [";;;", "text/csv;q=x", "*/*;q=0", ",", "q=1", "text/csv;q=0.1, nonsense"])
def test_an_accept_header_that_makes_no_sense_does_no_harm(accept, server):
    assert get(server, "SELECT * { ?s ?p ?o } LIMIT 1", accept)[0] in {200, 406}


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(folder):
    bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with serving(folder, "--timeout", "5") as address:
        status, _, body = get(address, bomb)
        assert status == 504
        assert b"longer than 5 seconds" in body
        assert get(address, "ASK {}")[0] == 200


def test_a_result_without_end_is_refused(server):
    status, _, body = get(server, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert status == 422
    assert b"longer than 32 MB" in body


def test_a_query_that_breaks_the_engine_breaks_nothing_else(server):
    chain = " UNION ".join(["{ ?s ?p ?o }"] * 40_000)
    status, _, _ = post(server, f"SELECT * {{ {chain} }} LIMIT 1", "application/sparql-query")
    assert status in {200, 400, 422}
    assert get(server, "ASK {}")[0] == 200


def test_two_hundred_clients_at_once_are_all_told_something_and_the_next_is_answered(server):
    with ThreadPoolExecutor(200) as clients:
        statuses = list(clients.map(lambda _: get(server, "SELECT * { ?s ?p ?o } LIMIT 10")[0], range(200)))
    assert statuses.count(200) + statuses.count(503) == 200  # a slow machine may send some away
    assert statuses.count(200) > 0
    assert get(server, "ASK {}")[0] == 200


def test_a_new_build_is_served_without_a_restart(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "out")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with serving(tmp_path / "out") as address:
        before = get(address, count, "text/csv")[2]
        write_store(
            [Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:d"), NamedNode("urn:c"))], tmp_path / "out"
        )
        after = get(address, count, "text/csv")[2]
    assert int(before.split()[1]) > 100
    assert after.split()[1] == b"1"


# The command


def serve(*options):
    command = [sys.executable, "-m", "graph", "serve", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_a_folder_without_a_graph_is_told(tmp_path):
    ended = serve("-o", str(tmp_path), "--port", "0")
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert "guanxi build" in line


def test_a_taken_port_is_told(server, folder):
    ended = serve("-o", str(folder), "--port", server.rstrip("/").rpartition(":")[2])
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert "Pass another with --port" in line


def test_the_server_listens_on_this_machine_only_unless_told(server):
    assert server.startswith("http://127.0.0.1:")


# What the README shows


README = (ROOT / "README.md").read_text("utf-8")


def test_the_curl_example_of_the_readme_works(server):
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is missing")
    (command,) = re.findall(r"^    (curl (?:.*\\\n)*.*)$", README, re.MULTILINE)
    told = subprocess.run(
        ["bash", "-c", command.replace("http://127.0.0.1:8000/", server)], capture_output=True, check=True
    )
    assert "梁柏青" in told.stdout.decode()


def test_the_sparqlwrapper_example_of_the_readme_works(server):
    pytest.importorskip("SPARQLWrapper")
    (code,) = re.findall(r"^    from SPARQLWrapper.*?(?=\n\n\S)", README, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("    ") for line in code.splitlines()]
    code = "\n".join(lines).replace("http://127.0.0.1:8000/", server)
    told = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True)
    assert "梁柏青" in told.stdout.decode()
