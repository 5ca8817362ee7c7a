"""The graph over HTTP: SPARQL, a page and RDF for each thing, the explorer; read only.

The server parses requests and answers them; the queries run in worker processes, so that one that takes too long, too
much memory or the engine down with it can be ended without harm to the others.
"""
