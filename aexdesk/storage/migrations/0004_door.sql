-- Which door a call came through: '' for this program's own, 'proxy' for what came through the guard proxy.
ALTER TABLE exchanges ADD COLUMN door TEXT NOT NULL DEFAULT '';
CREATE INDEX exchanges_by_door ON exchanges (door, environment, at);
