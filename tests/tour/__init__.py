"""The tour: its engine, its hands, its stage. The whole of it is walked in tests/e2e."""
