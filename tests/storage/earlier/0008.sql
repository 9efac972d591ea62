INSERT OR REPLACE INTO environments (name, kind, base_url, sync_path, rest_path, authorize_path) VALUES
    ('live', 'live', 'https://gateway.example', '/sync', '/rest', '/oauth/authorize');
INSERT OR REPLACE INTO environments (name, kind, base_url, sync_path, rest_path, authorize_path) VALUES
    ('practice', 'practice', 'http://127.0.0.1:8917', '/sync', '/rest', '/oauth/authorize');
INSERT OR REPLACE INTO profiles (id, environment, name, app_type, app_key, callback_url, notes, check_code, checked_at, removed_at, is_real, env_names) VALUES
    ('p1', 'practice', 'Shop', 'dropshipping', '12345678', 'https://a.example/cb?x=1', 'note', 'ok', '2026-03-01T12:00:00.000000+00:00', NULL, 0, '{}');
INSERT OR REPLACE INTO tokens (id, environment, profile_id, account, is_real, obtained_at, session_digest, access_expires_at, refresh_expires_at, removed_at, binding, told_account) VALUES
    ('t1', 'practice', 'p1', 'buyer@example.com', 0, '2026-03-01T12:00:00.000000+00:00', 'abababababababababababababababababababababababababababababababab', '2026-03-02T12:00:00.000000+00:00', NULL, NULL, 'told', '');
INSERT OR REPLACE INTO tokens (id, environment, profile_id, account, is_real, obtained_at, session_digest, access_expires_at, refresh_expires_at, removed_at, binding, told_account) VALUES
    ('t2', 'practice', 'p1', '?', 0, '2026-03-01T12:00:00.000000+00:00', 'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', NULL, NULL, NULL, 'told', '');
INSERT OR REPLACE INTO tokens (id, environment, profile_id, account, is_real, obtained_at, session_digest, access_expires_at, refresh_expires_at, removed_at, binding, told_account) VALUES
    ('t3', 'practice', 'p1', 'hand@example.com', 0, '2026-03-01T12:00:00.000000+00:00', 'efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef', NULL, NULL, NULL, 'told', '');
INSERT OR REPLACE INTO loan_accounts (id, environment, email, seller, status, since, until, notes, removed_at) VALUES
    ('l1', 'practice', 'Buyer@example.com', 'seller', 'active', '2026-03-01T12:00:00.000000+00:00', '2026-12-31', 'note', NULL);
INSERT OR REPLACE INTO order_test_cases (id, environment, name, loan_account_email, item_id, quantity, country, reason, state, activated_at, removed_at, allows_payment) VALUES
    ('c1', 'practice', 'First', 'b@example.com', '18446744073709551615', 2, 'US', 'why', 'active', '2026-03-01T12:00:00.000000+00:00', NULL, 0);
INSERT OR REPLACE INTO order_test_cases (id, environment, name, loan_account_email, item_id, quantity, country, reason, state, activated_at, removed_at, allows_payment) VALUES
    ('c2', 'practice', 'Gone', 'b@example.com', '订单', 2, 'US', 'why', 'active', '2026-03-01T12:00:00.000000+00:00', '2026-03-01T12:00:00.000000+00:00', 0);
INSERT OR REPLACE INTO exchanges (id, environment, at, profile, api, app_key, request_id, status, ms, is_failed, error_code, guard_allowed, door, is_pinned, removed_at) VALUES
    ('e1', 'practice', '2026-03-01T12:00:01.000000+00:00', 'Shop', 'aliexpress.ds.product.get', '12345678', '21021', 200, 12.5, 0, '', 1, '', 1, NULL);
INSERT OR REPLACE INTO exchanges (id, environment, at, profile, api, app_key, request_id, status, ms, is_failed, error_code, guard_allowed, door, is_pinned, removed_at) VALUES
    ('e2', 'live', '2026-03-01T12:00:02.000000+00:00', 'Shop', 'aliexpress.ds.product.get', '12345678', '21022', 200, 12.5, 1, 'IncompleteSignature', 1, '', 0, NULL);
INSERT OR REPLACE INTO exchanges (id, environment, at, profile, api, app_key, request_id, status, ms, is_failed, error_code, guard_allowed, door, is_pinned, removed_at) VALUES
    ('e3', 'practice', '2026-03-01T12:00:03.000000+00:00', 'Shop', 'aliexpress.ds.product.get', '12345678', '21023', 200, 12.5, 0, '', 1, '', 0, NULL);
INSERT OR REPLACE INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body, response_file) VALUES
    ('e1', '{"method":"POST","url":"http://127.0.0.1:8917/sync","headers":[["content-type","application/x-www-form-urlencoded"]],"parameters":[["order_id","18446744073709551615","user"]],"string_to_sign":"order_id18446744073709551615","sign":"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"}', '{"allowed":true,"reason":"read","differences":[],"test_case":"","notes":[]}', NULL, '{"headers":[["x-a","1"]],"first_byte_ms":3.25,"size":2}', X'6F726465725F69643D3138343436373434303733373039353531363135', X'7B7D', NULL);
INSERT OR REPLACE INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body, response_file) VALUES
    ('e2', '{"method":"POST","url":"http://127.0.0.1:8917/sync","headers":[["content-type","application/x-www-form-urlencoded"]],"parameters":[["order_id","18446744073709551615","user"]],"string_to_sign":"order_id18446744073709551615","sign":"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"}', '{"allowed":true,"reason":"read","differences":[],"test_case":"","notes":[]}', '{"kind":"platform","code":"IncompleteSignature","message":"bad 签名","type":"","sub_code":"","sub_message":""}', '{"headers":[["x-a","1"]],"first_byte_ms":3.25,"size":2}', X'6F726465725F69643D3138343436373434303733373039353531363135', X'7B7D', NULL);
INSERT OR REPLACE INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body, response_file) VALUES
    ('e3', '{"method":"POST","url":"http://127.0.0.1:8917/sync","headers":[["content-type","application/x-www-form-urlencoded"]],"parameters":[["order_id","18446744073709551615","user"]],"string_to_sign":"order_id18446744073709551615","sign":"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"}', '{"allowed":true,"reason":"read","differences":[],"test_case":"","notes":[]}', NULL, '{"headers":[["x-a","1"]],"first_byte_ms":3.25,"size":8}', X'6F726465725F69643D3138343436373434303733373039353531363135', NULL, 'tmpabc.body');
INSERT OR REPLACE INTO settings (key, value) VALUES
    ('draft', '{"a": ["1.10", null]}');
INSERT OR REPLACE INTO settings (key, value) VALUES
    ('language', '"ru"');
INSERT OR REPLACE INTO case_orders (id, environment, case_id, exchange_id, at, order_id, state, code, message, removed_at) VALUES
    ('o1', 'practice', 'c1', 'e1', '2026-03-01T12:00:00.000000+00:00', '18446744073709551615', 'placed', '', 'm', NULL);
INSERT OR REPLACE INTO leases (name, owner, until) VALUES
    ('refresh t1', 'somebody', '2026-03-01T12:01:00.000000+00:00');
INSERT OR REPLACE INTO ledger (id, environment, exchange_id, case_id, case_name, order_id, at, amount, currency, state, checked_at, is_settled, out_order_id, app_key, account, digest, door, removed_at, cancel_steps) VALUES
    ('g1', 'practice', 'e1', 'c1', 'First', '18446744073709551615', '2026-03-01T12:00:00.000000+00:00', '0.10', 'USD', 'seen_unpaid', '2026-03-01T12:00:00.000000+00:00', 0, 'AEX-1', '12345678', 'b@example.com', 'abababababababababababababababababababababababababababababababab', 'proxy', NULL, 'open,cancel');
INSERT OR REPLACE INTO call_hours (hour, environment, app_key, api, calls, answered, good, throttled, peak) VALUES
    ('2026-03-01T12', 'live', '12345678', 'aliexpress.ds.product.get', 1, 1, 0, 0, 1);
INSERT OR REPLACE INTO call_hours (hour, environment, app_key, api, calls, answered, good, throttled, peak) VALUES
    ('2026-03-01T12', 'practice', '12345678', 'aliexpress.ds.product.get', 2, 2, 2, 0, 1);
INSERT OR REPLACE INTO call_seconds (second, environment, app_key, api, calls) VALUES
    ('2026-03-01T12:00:01', 'practice', '12345678', 'aliexpress.ds.product.get', 1);
INSERT OR REPLACE INTO call_seconds (second, environment, app_key, api, calls) VALUES
    ('2026-03-01T12:00:02', 'live', '12345678', 'aliexpress.ds.product.get', 1);
INSERT OR REPLACE INTO call_seconds (second, environment, app_key, api, calls) VALUES
    ('2026-03-01T12:00:03', 'practice', '12345678', 'aliexpress.ds.product.get', 1);
