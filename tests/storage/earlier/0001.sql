INSERT OR REPLACE INTO environments (name, kind, base_url, sync_path, rest_path, authorize_path) VALUES
    ('live', 'live', 'https://gateway.example', '/sync', '/rest', '/oauth/authorize');
INSERT OR REPLACE INTO environments (name, kind, base_url, sync_path, rest_path, authorize_path) VALUES
    ('practice', 'practice', 'http://127.0.0.1:8917', '/sync', '/rest', '/oauth/authorize');
INSERT OR REPLACE INTO profiles (id, environment, name, app_type, app_key, callback_url, notes, check_code, checked_at, removed_at) VALUES
    ('p1', 'practice', 'Shop', 'dropshipping', '12345678', 'https://a.example/cb?x=1', 'note', 'ok', '2026-03-01T12:00:00.000000+00:00', NULL);
INSERT OR REPLACE INTO tokens (id, environment, profile_id, account, is_real, obtained_at, session_digest, access_expires_at, refresh_expires_at, removed_at) VALUES
    ('t1', 'practice', 'p1', 'buyer@example.com', 0, '2026-03-01T12:00:00.000000+00:00', 'abababababababababababababababababababababababababababababababab', '2026-03-02T12:00:00.000000+00:00', NULL, NULL);
INSERT OR REPLACE INTO tokens (id, environment, profile_id, account, is_real, obtained_at, session_digest, access_expires_at, refresh_expires_at, removed_at) VALUES
    ('t2', 'practice', 'p1', '?', 0, '2026-03-01T12:00:00.000000+00:00', 'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', NULL, NULL, NULL);
INSERT OR REPLACE INTO tokens (id, environment, profile_id, account, is_real, obtained_at, session_digest, access_expires_at, refresh_expires_at, removed_at) VALUES
    ('t3', 'practice', 'p1', 'hand@example.com', 0, '2026-03-01T12:00:00.000000+00:00', 'efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef', NULL, NULL, NULL);
INSERT OR REPLACE INTO loan_accounts (id, environment, email, seller, status, since, until, notes, removed_at) VALUES
    ('l1', 'practice', 'Buyer@example.com', 'seller', 'active', '2026-03-01T12:00:00.000000+00:00', '2026-12-31', 'note', NULL);
INSERT OR REPLACE INTO order_test_cases (id, environment, name, loan_account_email, item_id, quantity, country, reason, state, activated_at, removed_at) VALUES
    ('c1', 'practice', 'First', 'b@example.com', '18446744073709551615', 2, 'US', 'why', 'active', '2026-03-01T12:00:00.000000+00:00', NULL);
INSERT OR REPLACE INTO order_test_cases (id, environment, name, loan_account_email, item_id, quantity, country, reason, state, activated_at, removed_at) VALUES
    ('c2', 'practice', 'Gone', 'b@example.com', '订单', 2, 'US', 'why', 'active', '2026-03-01T12:00:00.000000+00:00', '2026-03-01T12:00:00.000000+00:00');
INSERT OR REPLACE INTO exchanges (id, environment, at, profile, api, app_key, request_id, status, ms, is_failed, error_code, guard_allowed) VALUES
    ('e1', 'practice', '2026-03-01T12:00:01.000000+00:00', 'Shop', 'aliexpress.ds.product.get', '12345678', '21021', 200, 12.5, 0, '', 1);
INSERT OR REPLACE INTO exchanges (id, environment, at, profile, api, app_key, request_id, status, ms, is_failed, error_code, guard_allowed) VALUES
    ('e2', 'live', '2026-03-01T12:00:02.000000+00:00', 'Shop', 'aliexpress.ds.product.get', '12345678', '21022', 200, 12.5, 1, 'IncompleteSignature', 1);
INSERT OR REPLACE INTO exchanges (id, environment, at, profile, api, app_key, request_id, status, ms, is_failed, error_code, guard_allowed) VALUES
    ('e3', 'practice', '2026-03-01T12:00:03.000000+00:00', 'Shop', 'aliexpress.ds.product.get', '12345678', '21023', 200, 12.5, 0, '', 1);
INSERT OR REPLACE INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body, response_file) VALUES
    ('e1', '{"method":"POST","url":"http://127.0.0.1:8917/sync","headers":[["content-type","application/x-www-form-urlencoded"]],"parameters":[["order_id","18446744073709551615","user"]],"string_to_sign":"order_id18446744073709551615","sign":"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"}', '{"allowed":true,"reason":"read","differences":[],"test_case":""}', NULL, '{"headers":[["x-a","1"]],"first_byte_ms":3.25,"size":2}', X'6F726465725F69643D3138343436373434303733373039353531363135', X'7B7D', NULL);
INSERT OR REPLACE INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body, response_file) VALUES
    ('e2', '{"method":"POST","url":"http://127.0.0.1:8917/sync","headers":[["content-type","application/x-www-form-urlencoded"]],"parameters":[["order_id","18446744073709551615","user"]],"string_to_sign":"order_id18446744073709551615","sign":"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"}', '{"allowed":true,"reason":"read","differences":[],"test_case":""}', '{"kind":"platform","code":"IncompleteSignature","message":"bad 签名","type":"","sub_code":"","sub_message":""}', '{"headers":[["x-a","1"]],"first_byte_ms":3.25,"size":2}', X'6F726465725F69643D3138343436373434303733373039353531363135', X'7B7D', NULL);
INSERT OR REPLACE INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body, response_file) VALUES
    ('e3', '{"method":"POST","url":"http://127.0.0.1:8917/sync","headers":[["content-type","application/x-www-form-urlencoded"]],"parameters":[["order_id","18446744073709551615","user"]],"string_to_sign":"order_id18446744073709551615","sign":"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"}', '{"allowed":true,"reason":"read","differences":[],"test_case":""}', NULL, '{"headers":[["x-a","1"]],"first_byte_ms":3.25,"size":8}', X'6F726465725F69643D3138343436373434303733373039353531363135', NULL, 'tmpabc.body');
INSERT OR REPLACE INTO settings (key, value) VALUES
    ('draft', '{"a": ["1.10", null]}');
INSERT OR REPLACE INTO settings (key, value) VALUES
    ('language', '"ru"');
