-- The failed ones alone: where hardly any call fails, looking for the last that did would read the whole history.
CREATE INDEX exchanges_failed ON exchanges (environment, at) WHERE is_failed AND error_code <> '405';
CREATE INDEX exchanges_failed_by_time ON exchanges (at) WHERE is_failed AND error_code <> '405';

-- The calls of an hour as sums, kept by the triggers below in the transaction that records or deletes, whoever does:
-- counting a day reads a few rows, however many calls it had. What the guard kept back is no call; what is hidden
-- counts until it is deleted. hour and second are the beginnings of exchanges.at. peak: the most calls of one second;
-- NULL where it has to be read from call_seconds, since something was deleted.
CREATE TABLE call_hours (
    hour TEXT NOT NULL,
    environment TEXT NOT NULL,
    app_key TEXT NOT NULL,
    api TEXT NOT NULL,
    calls INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    good INTEGER NOT NULL,
    throttled INTEGER NOT NULL,
    peak INTEGER,
    PRIMARY KEY (hour, environment, app_key, api)
) WITHOUT ROWID;
CREATE TABLE call_seconds (
    second TEXT NOT NULL,
    environment TEXT NOT NULL,
    app_key TEXT NOT NULL,
    api TEXT NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (second, environment, app_key, api)
) WITHOUT ROWID;

-- good: the platform's 405 is an answer, there were no results. throttled: protocol, section 7.
CREATE TRIGGER exchanges_counted AFTER INSERT ON exchanges WHEN NEW.guard_allowed
BEGIN
    INSERT INTO call_seconds VALUES (substr(NEW.at, 1, 19), NEW.environment, NEW.app_key, NEW.api, 1)
    ON CONFLICT (second, environment, app_key, api) DO UPDATE SET calls = calls + 1;
    INSERT INTO call_hours
    SELECT substr(NEW.at, 1, 13), NEW.environment, NEW.app_key, NEW.api, 1,
        NEW.status IS NOT NULL,
        NEW.status IS NOT NULL AND (NOT NEW.is_failed OR NEW.error_code = '405'),
        NEW.error_code IN ('ApiCallLimit', 'AppCallLimit', '7', 'HTTP 429'),
        calls
    FROM call_seconds
    WHERE second = substr(NEW.at, 1, 19) AND environment = NEW.environment AND app_key = NEW.app_key AND api = NEW.api
    ON CONFLICT (hour, environment, app_key, api) DO UPDATE SET
        calls = calls + 1,
        answered = answered + excluded.answered,
        good = good + excluded.good,
        throttled = throttled + excluded.throttled,
        peak = max(peak, excluded.peak);
END;

CREATE TRIGGER exchanges_uncounted AFTER DELETE ON exchanges WHEN OLD.guard_allowed
BEGIN
    UPDATE call_hours SET
        calls = calls - 1,
        answered = answered - (OLD.status IS NOT NULL),
        good = good - (OLD.status IS NOT NULL AND (NOT OLD.is_failed OR OLD.error_code = '405')),
        throttled = throttled - (OLD.error_code IN ('ApiCallLimit', 'AppCallLimit', '7', 'HTTP 429')),
        peak = NULL
    WHERE hour = substr(OLD.at, 1, 13) AND environment = OLD.environment AND app_key = OLD.app_key AND api = OLD.api;
    UPDATE call_seconds SET calls = calls - 1
    WHERE second = substr(OLD.at, 1, 19) AND environment = OLD.environment AND app_key = OLD.app_key AND api = OLD.api;
END;

-- Where no call is left, no name of an API is.
CREATE TRIGGER call_hours_end AFTER UPDATE OF calls ON call_hours WHEN NEW.calls <= 0
BEGIN
    DELETE FROM call_hours
    WHERE hour = NEW.hour AND environment = NEW.environment AND app_key = NEW.app_key AND api = NEW.api;
END;
CREATE TRIGGER call_seconds_end AFTER UPDATE OF calls ON call_seconds WHEN NEW.calls <= 0
BEGIN
    DELETE FROM call_seconds
    WHERE second = NEW.second AND environment = NEW.environment AND app_key = NEW.app_key AND api = NEW.api;
END;

-- Nobody counts farther back than today; the clock here is that of the machine, as it is wherever calls are counted.
INSERT INTO call_seconds
SELECT substr(at, 1, 19), environment, app_key, api, count(*)
FROM exchanges
WHERE guard_allowed AND at >= strftime('%Y-%m-%dT%H:00:00', 'now', '-2 days')
GROUP BY 1, 2, 3, 4;
INSERT INTO call_hours
SELECT substr(at, 1, 13), environment, app_key, api, count(*),
    sum(status IS NOT NULL),
    sum(status IS NOT NULL AND (NOT is_failed OR error_code = '405')),
    sum(error_code IN ('ApiCallLimit', 'AppCallLimit', '7', 'HTTP 429')),
    NULL
FROM exchanges
WHERE guard_allowed AND at >= strftime('%Y-%m-%dT%H:00:00', 'now', '-2 days')
GROUP BY 1, 2, 3, 4;
