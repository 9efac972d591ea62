-- The orders that were made for a test case: what became of each, as its own answer told it.
CREATE TABLE case_orders (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES order_test_cases (id) ON DELETE CASCADE,
    exchange_id TEXT NOT NULL,
    at TEXT NOT NULL,
    order_id TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    removed_at TEXT
);
CREATE INDEX case_orders_by_case ON case_orders (case_id, at);

-- Who of several processes may do a thing that must be done once (refresh a token); a lease that ran out is nobody's.
CREATE TABLE leases (
    name TEXT PRIMARY KEY NOT NULL,
    owner TEXT NOT NULL,
    until TEXT NOT NULL
);
