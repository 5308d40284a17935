"""The graph of a guided FAQ as plain values: walk, checks, paths, outline, drawing, differences. No database."""
