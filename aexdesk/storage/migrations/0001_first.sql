-- Ids are text: the platform's outgrow every number type. Times are ISO 8601 in UTC, all of one width, so that they sort.
-- removed_at marks a row that an undo may still bring back; a purge takes it away.

CREATE TABLE environments (
    name TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    base_url TEXT NOT NULL,
    sync_path TEXT NOT NULL,
    rest_path TEXT NOT NULL,
    authorize_path TEXT NOT NULL
);

INSERT INTO environments VALUES
    ('practice', 'practice', 'http://127.0.0.1:8917', '/sync', '/rest', '/oauth/authorize'),
    ('live', 'live', 'https://api-sg.aliexpress.com', '/sync', '/rest', '/oauth/authorize');

CREATE TABLE profiles (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (name),
    name TEXT NOT NULL,
    app_type TEXT NOT NULL,
    app_key TEXT NOT NULL,
    callback_url TEXT NOT NULL,
    notes TEXT NOT NULL,
    check_code TEXT,
    checked_at TEXT,
    removed_at TEXT,
    UNIQUE (id, environment)
);
CREATE UNIQUE INDEX profiles_by_name ON profiles (environment, name) WHERE removed_at IS NULL;

-- A token cannot stand in another environment than its profile, nor outlive it: its secrets must be deleted first.
CREATE TABLE tokens (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    account TEXT NOT NULL,
    is_real INTEGER NOT NULL,
    obtained_at TEXT NOT NULL,
    session_digest TEXT NOT NULL,
    access_expires_at TEXT,
    refresh_expires_at TEXT,
    removed_at TEXT,
    FOREIGN KEY (profile_id, environment) REFERENCES profiles (id, environment)
);
CREATE INDEX tokens_by_profile ON tokens (profile_id);
CREATE INDEX tokens_by_digest ON tokens (environment, session_digest);

CREATE TABLE loan_accounts (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (name),
    email TEXT NOT NULL COLLATE NOCASE,
    seller TEXT NOT NULL,
    status TEXT NOT NULL,
    since TEXT,
    until TEXT,
    notes TEXT NOT NULL,
    removed_at TEXT
);
CREATE UNIQUE INDEX loan_accounts_by_email ON loan_accounts (environment, email) WHERE removed_at IS NULL;

CREATE TABLE order_test_cases (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (name),
    name TEXT NOT NULL,
    loan_account_email TEXT NOT NULL,
    item_id TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    country TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    activated_at TEXT,
    removed_at TEXT
);
CREATE UNIQUE INDEX order_test_cases_by_name ON order_test_cases (environment, name) WHERE removed_at IS NULL;

-- Practice and live things never mix: what was made in one environment never moves to another.
CREATE TRIGGER profiles_stay BEFORE UPDATE OF environment ON profiles
WHEN NEW.environment <> OLD.environment
BEGIN SELECT RAISE (ABORT, 'environment is fixed'); END;
CREATE TRIGGER tokens_stay BEFORE UPDATE OF environment ON tokens
WHEN NEW.environment <> OLD.environment
BEGIN SELECT RAISE (ABORT, 'environment is fixed'); END;
CREATE TRIGGER loan_accounts_stay BEFORE UPDATE OF environment ON loan_accounts
WHEN NEW.environment <> OLD.environment
BEGIN SELECT RAISE (ABORT, 'environment is fixed'); END;
CREATE TRIGGER order_test_cases_stay BEFORE UPDATE OF environment ON order_test_cases
WHEN NEW.environment <> OLD.environment
BEGIN SELECT RAISE (ABORT, 'environment is fixed'); END;

-- The history, in two tables: what lists show and searches read stays small, what one exchange holds may be large.
-- No reference to profiles: the history tells what was, also of a profile that has gone.
CREATE TABLE exchanges (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    at TEXT NOT NULL,
    profile TEXT NOT NULL,
    api TEXT NOT NULL,
    app_key TEXT NOT NULL,
    request_id TEXT NOT NULL,
    status INTEGER,
    ms REAL,
    is_failed INTEGER NOT NULL,
    error_code TEXT NOT NULL,
    guard_allowed INTEGER NOT NULL
);
CREATE INDEX exchanges_by_environment ON exchanges (environment, at);
CREATE INDEX exchanges_by_time ON exchanges (at);

CREATE TABLE exchange_contents (
    exchange_id TEXT PRIMARY KEY NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
    request TEXT NOT NULL,
    guard TEXT NOT NULL,
    error TEXT,
    response TEXT,
    request_body BLOB NOT NULL,
    response_body BLOB,
    response_file TEXT
);

CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
