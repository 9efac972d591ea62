-- How it is known whose a token is: told by the platform, said by the user, or not at all.
ALTER TABLE tokens ADD COLUMN binding TEXT NOT NULL DEFAULT 'told';
ALTER TABLE tokens ADD COLUMN told_account TEXT NOT NULL DEFAULT '';

-- Until now only the platform's own answer brought an end; a token that was typed in had none.
UPDATE tokens SET binding = CASE
    WHEN account = '?' THEN 'unbound'
    WHEN access_expires_at IS NULL THEN 'by_hand'
    ELSE 'told'
END;
UPDATE tokens SET told_account = account WHERE binding = 'told';
UPDATE tokens SET is_real = 1 WHERE binding = 'unbound';

-- Whether real customers use the app, and the names under which a program finds it (JSON, what differs from the usual).
ALTER TABLE profiles ADD COLUMN is_real INTEGER NOT NULL DEFAULT 0;
ALTER TABLE profiles ADD COLUMN env_names TEXT NOT NULL DEFAULT '{}';
