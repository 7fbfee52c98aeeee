"""Search over text alone: folding, the query language and highlights; knows no models."""
