"""Facts in, graph out: resolution, RDF, SPARQL, the network page, exports and the command line."""
