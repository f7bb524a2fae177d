import type { SheetCell } from '../../contract/commands/push-sheet.js';
import {
  meterHistoryParametersSchema,
  meterHistorySheet,
  type MeterHistoryParameters,
} from '../../contract/sheets/meter-history.js';
import { bulkRead } from '../../store/bulk.js';
import { KEPT_CORRECTION, keptCorrectionWords } from '../meter-corrections.js';
import { refuseUnknownMeter } from '../meters.js';
import type { SheetSource } from './sheet-source.js';

/** Places that were there before there was a history have no reading, reason or receipt. */
const PLACES = `
  SELECT 'E' || event_number AS key, happened_on AS "on",
         CASE kind WHEN 'add' THEN 'added' WHEN 'install' THEN 'installed' WHEN 'remove' THEN 'removed' ELSE 'retired' END AS what,
         premises_id AS premises, NULL AS account,
         (SELECT group_concat(value, ' / ') FROM json_each(readings)) AS reading, NULL AS usage,
         iif(kind = 'install', 'In place of meter ', 'Its place has meter ') || other_meter_id AS detail,
         reason, command_number AS receipt
  FROM meter_event WHERE meter_id = (SELECT meter_id FROM asked)
  UNION ALL
  SELECT what || ' ' || day, day, what, premises_id, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (SELECT meter_id, premises_id, 'installed' AS what, installed_on AS day FROM meter_installation
        UNION ALL SELECT meter_id, premises_id, 'removed', removed_on FROM meter_installation WHERE removed_on IS NOT NULL) AS place
  WHERE meter_id = (SELECT meter_id FROM asked) AND NOT EXISTS
    (SELECT 1 FROM meter_event AS event WHERE event.meter_id = place.meter_id AND event.happened_on = place.day
       AND event.kind = iif(place.what = 'installed', 'install', 'remove'))`;

const TESTS = `
  SELECT 'T' || test_number, tested_on, 'tested', NULL, NULL, NULL, NULL,
         iif(passed = 1, 'Passed', 'Failed') || ': ' || coalesce(low_percent, '-') || ' / ' || coalesce(medium_percent, '-')
           || ' / ' || coalesce(high_percent, '-') || ' % at low, medium and high flow',
         reason, command_number
  FROM meter_test WHERE meter_id = (SELECT meter_id FROM asked)`;

const CORRECTIONS = `
  SELECT 'C' || correction_number, corrected_on, 'corrected', NULL, NULL, NULL, NULL,
         ${KEPT_CORRECTION}, reason, command_number
  FROM meter_correction WHERE meter_id = (SELECT meter_id FROM asked)`;

const READS = `
  SELECT bill_run_id || ' ' || min(row_key), read_on, 'read', premises_id, account_id,
         group_concat(value, ' / ' ORDER BY register_number), sum(usage_gallons),
         'Run ' || bill_run_id || iif(bill_run.status = 'open', ', open', ''), max(reason), posted_by_command
  FROM period_read JOIN bill_run USING (bill_run_id) JOIN account USING (account_id)
  WHERE meter_id = (SELECT meter_id FROM asked) AND value IS NOT NULL AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)
  GROUP BY bill_run_id, previous_on, read_on`;

const [WHAT, DETAIL] = ['what', 'detail'].map((id) =>
  meterHistorySheet.columns.findIndex((column) => column.id === id),
) as [number, number];

/** What was corrected is kept as what the meter was and is. */
function inWords(row: readonly SheetCell[]): SheetCell[] {
  return row[WHAT] === 'corrected' ? row.with(DETAIL, keptCorrectionWords(String(row[DETAIL]))) : [...row];
}

/** One meter's installations, tests, corrections and readings. */
export const meterHistorySource: SheetSource<MeterHistoryParameters> = {
  kind: meterHistorySheet,
  parameters: meterHistoryParametersSchema,
  async read(database, { meterId }) {
    await refuseUnknownMeter(database, meterId);
    const rows = await bulkRead<SheetCell[]>(
      database,
      ['key', '"on"', 'what', 'premises', 'account', 'reading', 'usage', 'detail', "nullif(reason, '')", 'receipt'],
      `WITH asked AS (SELECT ? AS meter_id)
       ${PLACES} UNION ALL ${TESTS} UNION ALL ${CORRECTIONS} UNION ALL ${READS} ORDER BY "on" DESC, receipt DESC, key DESC`,
      [meterId],
    );
    const count = (what: string) => rows.filter((row) => row[2] === what).length.toLocaleString('en-US');
    return {
      subject: `Meter ${meterId}`,
      rows: rows.map(inWords),
      totals: [
        { label: 'Installed', value: count('installed') },
        { label: 'Tests', value: count('tested') },
        { label: 'Readings', value: count('read') },
      ],
    };
  },
};
