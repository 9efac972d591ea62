-- Every order that left and is not known to have been refused. No reference to test cases or exchanges: what money may
-- hang on outlives both. Amounts are text: no number type here keeps them exact.
CREATE TABLE ledger (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (name),
    exchange_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    case_name TEXT NOT NULL,
    order_id TEXT NOT NULL,
    at TEXT NOT NULL,
    amount TEXT,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    checked_at TEXT,
    is_settled INTEGER NOT NULL,
    out_order_id TEXT NOT NULL,
    app_key TEXT NOT NULL,
    account TEXT NOT NULL,
    digest TEXT NOT NULL,
    door TEXT NOT NULL,
    removed_at TEXT
);
CREATE INDEX ledger_by_environment ON ledger (environment, at);
CREATE INDEX ledger_by_mark ON ledger (environment, out_order_id);
CREATE INDEX ledger_by_digest ON ledger (environment, digest);
CREATE INDEX ledger_by_order ON ledger (environment, order_id);
CREATE TRIGGER ledger_stays BEFORE UPDATE OF environment ON ledger
WHEN NEW.environment <> OLD.environment
BEGIN SELECT RAISE (ABORT, 'environment is fixed'); END;

ALTER TABLE order_test_cases ADD COLUMN allows_payment INTEGER NOT NULL DEFAULT 0;
