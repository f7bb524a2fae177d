import type { FieldStop } from '../domain/routing/propose-stops.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type Row = [premisesId: string, changedNumber: number | null, readAt: string | null];

/**
 * What the readings that were unloaded last say of the walk, by premises: of the newest run of each cycle that readings
 * were unloaded for. A stop's time is that of its first reading, since a reread is a walk of its own.
 */
export async function fieldStops(database: Database): Promise<ReadonlyMap<string, FieldStop>> {
  const rows = await bulkRead<Row>(
    database,
    ['premises_id', 'changed_number', 'read_at'],
    `WITH walked AS MATERIALIZED (
       SELECT bill_run_id FROM (
         SELECT bill_run_id, row_number() OVER (PARTITION BY cycle_id ORDER BY period_to DESC, attempt DESC) AS place
         FROM bill_run WHERE EXISTS (SELECT 1 FROM reading WHERE reading.bill_run_id = bill_run.bill_run_id
                                       AND import_number IS NOT NULL))
       WHERE place = 1),
     field AS MATERIALIZED (
       SELECT account.premises_id, codes ->> '$.changedSequence' AS changed,
              iif(raw IS NULL OR read_time IS NULL, NULL,
                  reading.read_on || ' ' || read_time || printf(' %09d', codes ->> '$.readOrder')) AS read_at, reading.reading_id
       FROM walked CROSS JOIN reading USING (bill_run_id) JOIN period_read USING (bill_run_id, row_key)
       JOIN account USING (account_id) WHERE import_number IS NOT NULL)
     SELECT premises_id, min(first_at) AS read_at, max(last_changed) AS changed_number
     FROM (SELECT premises_id,
                  first_value(read_at) OVER (PARTITION BY premises_id ORDER BY read_at IS NULL, reading_id) AS first_at,
                  first_value(changed) OVER (PARTITION BY premises_id ORDER BY changed IS NULL, reading_id DESC) AS last_changed
           FROM field) GROUP BY premises_id`,
  );
  return new Map(rows.map(([premisesId, changedNumber, readAt]) => [premisesId, { changedNumber, readAt }]));
}
