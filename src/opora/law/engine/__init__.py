"""The engine: symbolic values, the graph, and its three readings."""
