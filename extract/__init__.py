"""Text in, facts out. Knows nothing of graphs."""
