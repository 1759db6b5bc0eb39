"""Speed, measured: `make bench` prints every table; docs/performance.md keeps them."""
