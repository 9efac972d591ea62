-- What was asked of support. No reference to exchanges: what was sent stays readable when the calls are deleted.
CREATE TABLE support_cases (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (name),
    at TEXT NOT NULL,
    exchange_ids TEXT NOT NULL,
    channel TEXT NOT NULL,
    topic TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    notes TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed_at TEXT
);
CREATE INDEX support_cases_by_environment ON support_cases (environment, at);
CREATE TRIGGER support_cases_stay BEFORE UPDATE OF environment ON support_cases
WHEN NEW.environment <> OLD.environment
BEGIN SELECT RAISE (ABORT, 'environment is fixed'); END;
