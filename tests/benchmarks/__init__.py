"""How AExDesk compares: figures beside a baseline, taken in turn in one run. `python -m tests.benchmarks`."""
