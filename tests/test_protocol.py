"""SPARQL 1.1 Protocol: the query tests of the W3C suite (data-sparql11/protocol), as requests to `guanxi serve`."""

import json
from urllib.parse import urlencode

import pytest
from conftest import write_store
from pyoxigraph import RdfFormat, parse
from served import get, post, send, serving

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
SOLUTIONS = (
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/tab-separated-values",
    "text/csv",
)
TRIPLES = ("application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json")
DOCUMENT = "<http://xmlns.com/foaf/0.1/Document>"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("suite")
    lines = (f"GRAPH <{DATA.format(n)}> {{ <{DATA.format(n)}> a {DOCUMENT} }}\n" for n in range(4))
    write_store(list(parse("".join(lines), RdfFormat.TRIG)), folder)
    with serving(folder) as address:
        yield address


def truth(response):
    status, headers, body = response
    assert status == 200, body
    assert headers["content-type"] == "application/sparql-results+json"
    return json.loads(body)["boolean"]


def documents(*numbers):
    return " ".join(f"<{DATA.format(number)}> a {DOCUMENT} ." for number in numbers)


def uris(*numbers):
    return [DATA.format(number) for number in numbers]


def test_query_get(server):
    assert truth(get(server, "ASK {}")) is True


def test_query_post_form(server):
    assert truth(post(server, "query=ASK%20%7B%7D", FORM)) is True


def test_query_post_direct(server):
    assert truth(post(server, "ASK {}", DIRECT)) is True


ONE_AND_TWO = f"ASK {{ {documents(1, 2)} }}"
IN_GRAPHS = f"ASK {{ GRAPH ?a {{ {documents(1)} }} GRAPH ?b {{ {documents(2)} }} }}"


def test_query_dataset_default_graphs_get(server):
    assert truth(get(server, ONE_AND_TWO, **{"default-graph-uri": uris(1, 2)})) is True
    assert truth(get(server, ONE_AND_TWO, **{"default-graph-uri": uris(1)})) is False


def test_query_dataset_default_graphs_post(server):
    for numbers, expected in (((1, 2), True), ((2,), False)):
        form = urlencode({"query": ONE_AND_TWO, "default-graph-uri": uris(*numbers)}, doseq=True)
        assert truth(post(server, form, FORM)) is expected
        path = f"/sparql?{urlencode({'default-graph-uri': uris(*numbers)}, doseq=True)}"
        assert truth(post(server, ONE_AND_TWO, DIRECT, path=path)) is expected


def test_query_dataset_named_graphs_get(server):
    assert truth(get(server, IN_GRAPHS, **{"named-graph-uri": uris(1, 2)})) is True
    assert truth(get(server, IN_GRAPHS, **{"named-graph-uri": uris(1)})) is False


def test_query_dataset_named_graphs_post(server):
    form = urlencode({"query": IN_GRAPHS, "named-graph-uri": uris(1, 2)}, doseq=True)
    assert truth(post(server, form, FORM)) is True


def test_query_dataset_full(server):
    query = f"ASK {{ {documents(3)} GRAPH ?a {{ {documents(1)} }} GRAPH ?b {{ {documents(2)} }} }}"
    dataset = {"default-graph-uri": uris(3), "named-graph-uri": uris(1, 2)}
    assert truth(get(server, query, **dataset)) is True
    assert truth(get(server, query, **{**dataset, "default-graph-uri": uris(1)})) is False


def test_the_dataset_of_a_request_holds_nothing_that_it_does_not_name(server):
    assert truth(get(server, "ASK { ?s ?p ?o }", **{"named-graph-uri": uris(1)})) is False
    assert truth(get(server, "ASK { GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": uris(1)})) is False


def test_query_multiple_dataset(server):
    query = f"ASK FROM <{DATA.format(1)}> {{ {documents(1)} }}"
    assert truth(get(server, query)) is True
    assert truth(get(server, query, **{"default-graph-uri": uris(2)})) is False


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("SELECT (1 AS ?value) {}", SOLUTIONS),
        ("ASK {}", SOLUTIONS),
        (f"DESCRIBE <{DATA.format(1)}>", TRIPLES),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}".replace("<s>", "<urn:s>").replace("<p>", "<urn:p>"), TRIPLES),
    ],
    ids=["select", "ask", "describe", "construct"],
)
def test_query_content_type(query, types, server):
    for accepted in (None, *types):
        status, headers, body = get(server, query, accepted)
        assert status == 200, body
        media_type = headers["content-type"].partition(";")[0]
        assert media_type in types if accepted is None else media_type == accepted


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(method, server):
    status, headers, _ = send(server, method, "/sparql?query=ASK%20%7B%7D")
    assert status == 405
    assert set(headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_bad_multiple_queries(server):
    twice = "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"
    assert send(server, "GET", f"/sparql?{twice}")[0] == 400
    assert post(server, twice, FORM)[0] == 400


def test_bad_query_wrong_media_type(server):
    assert post(server, "ASK {}", "text/plain")[0] == 415


def test_bad_query_missing_form_type(server):
    assert post(server, "query=ASK%20%7B%7D", None)[0] == 415


def test_bad_query_missing_direct_type(server):
    assert post(server, "ASK {}", None)[0] == 415


def test_bad_query_non_utf8(server):
    assert post(server, "ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16")[0] == 415
    assert post(server, "ASK {}".encode("utf-16"), DIRECT)[0] == 400
    assert post(server, b"query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%7D", FORM)[0] == 400
    assert send(server, "GET", "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%7D")[0] == 400


def test_bad_query_syntax(server):
    status, headers, body = get(server, "ASK {")
    assert status == 400
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert body.decode().startswith("The query is malformed")
    assert len(body.splitlines()) == 1


@pytest.mark.parametrize("update", ["CLEAR ALL", "LOAD <http://127.0.0.1:9/>", "INSERT DATA { <urn:a> <urn:b> 1 }"])
def test_an_update_is_refused_however_it_comes(update, server):
    form = urlencode({"update": update})
    assert post(server, update, "application/sparql-update")[0] == 403
    assert post(server, form, FORM)[0] == 403
    assert send(server, "GET", f"/sparql?{form}")[0] == 403
    assert get(server, update)[0] == 400
    assert truth(get(server, f"ASK {{ {documents(0)} }}")) is True


@pytest.mark.parametrize("iri", ["data1.rdf", "", "http://a b/", "<http://a/>"])
def test_a_graph_that_is_no_absolute_iri_is_refused(iri, server):
    status, _, body = get(server, "ASK {}", **{"default-graph-uri": iri})
    assert status == 400
    assert b"default-graph-uri" in body


def test_a_post_without_a_query_is_refused(server):
    assert post(server, "", FORM)[0] == 400
    assert b"missing" in post(server, "default-graph-uri=urn:a", FORM)[2]
