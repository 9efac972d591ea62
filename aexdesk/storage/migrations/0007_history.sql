-- What is pinned stays; removed_at marks what an undo may still bring back.
ALTER TABLE exchanges ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exchanges ADD COLUMN removed_at TEXT;
CREATE INDEX exchanges_pinned ON exchanges (at) WHERE is_pinned;
CREATE INDEX exchanges_removed ON exchanges (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX exchange_contents_by_file ON exchange_contents (response_file) WHERE response_file IS NOT NULL;

-- The search index: one FTS5 table, exchange_search_N, for each block of rowids of exchanges. Blocks keep each query and
-- each cleaning short, whatever the history has grown to. The tables come and go with their blocks, so none stands here.
-- Never VACUUM this database: it may number the rows of exchanges anew.
CREATE TABLE exchange_blocks (
    number INTEGER PRIMARY KEY NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    is_dirty INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE exchange_index (indexed_to INTEGER NOT NULL);
INSERT INTO exchange_index VALUES (0);

-- Body files whose exchange has gone: the file goes next, also after a crash in between.
CREATE TABLE doomed_files (name TEXT PRIMARY KEY NOT NULL);
