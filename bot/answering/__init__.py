"""The answer engine: a question goes in, cited claims come out; pure, synchronous, no I/O."""
