-- Which case is about which call, so that calls are found by it; kept in step by the cases themselves. What was asked
-- about does not change, and a call may be gone.
CREATE TABLE support_case_calls (
    exchange_id TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES support_cases (id) ON DELETE CASCADE,
    PRIMARY KEY (case_id, exchange_id)
) WITHOUT ROWID;
CREATE INDEX support_case_calls_by_call ON support_case_calls (exchange_id);
INSERT INTO support_case_calls SELECT DISTINCT about.value, support_cases.id
FROM support_cases, json_each(support_cases.exchange_ids) about;
CREATE TRIGGER support_cases_filed AFTER INSERT ON support_cases BEGIN
    INSERT INTO support_case_calls SELECT DISTINCT value, NEW.id FROM json_each(NEW.exchange_ids);
END;
CREATE TRIGGER support_cases_about AFTER UPDATE OF exchange_ids ON support_cases
WHEN NEW.exchange_ids <> OLD.exchange_ids BEGIN
    DELETE FROM support_case_calls WHERE case_id = NEW.id;
    INSERT INTO support_case_calls SELECT DISTINCT value, NEW.id FROM json_each(NEW.exchange_ids);
END;
