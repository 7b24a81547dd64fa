/** The version of the tables; a store with a later one is refused. */
export const postgresVersion = 1

/** Tables are prefixed, so that the relay may share a database. Blobs are not compressed: parts of them are read alone. */
export const postgresTables = `
  CREATE TABLE IF NOT EXISTS tejido_meta (key text PRIMARY KEY, value bytea NOT NULL);
  CREATE TABLE IF NOT EXISTS tejido_box (box bytea PRIMARY KEY, last bigint NOT NULL);
  CREATE TABLE IF NOT EXISTS tejido_used (line bytea NOT NULL, box bytea NOT NULL, blobs bigint NOT NULL,
    bytes bigint NOT NULL, PRIMARY KEY (line, box));
  CREATE TABLE IF NOT EXISTS tejido_blob (box bytea NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL, slot bytea,
    line bytea NOT NULL, day integer NOT NULL, size integer NOT NULL, data bytea NOT NULL, PRIMARY KEY (box, seq),
    UNIQUE (box, hash));
  ALTER TABLE tejido_blob ALTER COLUMN data SET STORAGE EXTERNAL;
  CREATE UNIQUE INDEX IF NOT EXISTS tejido_blob_slot ON tejido_blob (box, slot) WHERE slot IS NOT NULL;
  CREATE INDEX IF NOT EXISTS tejido_blob_day ON tejido_blob (day);`

/**
 * One blob in one round trip. The row of its box orders those who write to it, so seqs have no gap and no double whichever
 * process they come through; a box's rows in tejido_used change only under that lock. Seq 0: the quota does not allow it.
 */
export const postgresAppend = `
  CREATE OR REPLACE FUNCTION tejido_append(a_box bytea, a_line bytea, a_hash bytea, a_slot bytea, a_day integer,
    a_quota bigint, a_data bytea, OUT a_seq bigint, OUT a_new boolean) LANGUAGE plpgsql AS $body$
  DECLARE
    before record;
    used bigint;
  BEGIN
    a_new := false;
    SELECT seq INTO a_seq FROM tejido_blob WHERE box = a_box AND hash = a_hash;
    IF FOUND THEN RETURN; END IF;
    PERFORM set_config('synchronous_commit', 'on', true); -- whatever the server's own setting
    INSERT INTO tejido_box VALUES (a_box, 0) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM tejido_box WHERE box = a_box FOR UPDATE;
    SELECT seq INTO a_seq FROM tejido_blob WHERE box = a_box AND hash = a_hash;
    IF FOUND THEN RETURN; END IF;
    SELECT seq, line, size INTO before FROM tejido_blob WHERE a_slot IS NOT NULL AND box = a_box AND slot = a_slot;
    SELECT coalesce(sum(bytes), 0) INTO used FROM tejido_used WHERE line = a_line;
    IF before.line = a_line THEN used := used - before.size; END IF;
    IF used + length(a_data) > a_quota THEN
      a_seq := 0;
      RETURN;
    END IF;
    IF before.seq IS NOT NULL THEN
      DELETE FROM tejido_blob WHERE box = a_box AND seq = before.seq;
      UPDATE tejido_used SET blobs = blobs - 1, bytes = bytes - before.size WHERE line = before.line AND box = a_box;
      DELETE FROM tejido_used WHERE line = before.line AND box = a_box AND blobs = 0;
    END IF;
    UPDATE tejido_box SET last = last + 1 WHERE box = a_box RETURNING last INTO a_seq;
    INSERT INTO tejido_blob VALUES (a_box, a_seq, a_hash, a_slot, a_line, a_day, length(a_data), a_data);
    INSERT INTO tejido_used AS u VALUES (a_line, a_box, 1, length(a_data))
      ON CONFLICT (line, box) DO UPDATE SET blobs = u.blobs + 1, bytes = u.bytes + length(a_data);
    a_new := true;
  END $body$;`

/** What aged out of one box, under the same lock. Gives how many blobs went. */
export const postgresExpire = `
  CREATE OR REPLACE FUNCTION tejido_expire(a_box bytea, a_day integer) RETURNS bigint LANGUAGE plpgsql AS $body$
  DECLARE
    gone bigint;
  BEGIN
    PERFORM 1 FROM tejido_box WHERE box = a_box FOR UPDATE;
    WITH went AS (DELETE FROM tejido_blob WHERE box = a_box AND day < a_day RETURNING line, size),
      sums AS (SELECT line, count(*) AS blobs, sum(size) AS bytes FROM went GROUP BY line),
      less AS (UPDATE tejido_used u SET blobs = u.blobs - s.blobs, bytes = u.bytes - s.bytes FROM sums s
        WHERE u.line = s.line AND u.box = a_box)
    SELECT coalesce(sum(blobs), 0) INTO gone FROM sums;
    DELETE FROM tejido_used WHERE box = a_box AND blobs = 0;
    RETURN gone;
  END $body$;`
