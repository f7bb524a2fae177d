import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A run to open. */
export interface NextRun {
  readonly billRunId: string;
  readonly cycleId: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly billedOn: string;
  readonly dueOn: string;
  readonly message?: string;
}

/** Marks a run as posted; its reads and itself are never changed again. */
export async function markPosted(trx: Database, billRunId: string, commandNumber: number): Promise<void> {
  await trx('bill_run').where('bill_run_id', billRunId).update({ status: 'posted', posted_by_command: commandNumber });
}

/** Writes an open run without any reads; `attempt` counts how often its period is billed. */
export async function writeOpenRun(
  trx: Database,
  { attempt = 1, ...run }: NextRun & { readonly attempt?: number },
): Promise<void> {
  await trx('bill_run').insert({
    attempt,
    bill_run_id: run.billRunId,
    cycle_id: run.cycleId,
    period_from: run.periodFrom,
    period_to: run.periodTo,
    billed_on: run.billedOn,
    due_on: run.dueOn,
    message: run.message ?? '',
    status: 'open',
  });
}

/** Of an account that the run left out, the read before is still the last one that was billed. */
const IS_HELD = `EXISTS (SELECT 1 FROM held_account AS held
  WHERE held.bill_run_id = period_read.bill_run_id AND held.account_id = period_read.account_id)`;
const LAST_BILLED = lastBilled('period_read');
const LAST_BILLED_AS_IT_HOLDS = lastBilled('billed_read');

function lastBilled(read: 'period_read' | 'billed_read'): string {
  const isHeld = IS_HELD.replaceAll('period_read', read);
  return `iif(${isHeld}, previous_value, value) AS billed_value, iif(${isHeld}, previous_on, read_on) AS billed_on`;
}

/** Writes that a run left accounts out, numbered on from the last one. */
export async function writeHeldAccounts(
  trx: Database,
  billRunId: string,
  held: readonly { readonly accountId: string; readonly reason: string }[],
  commandNumber: number,
): Promise<void> {
  if (held.length === 0) return;
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(held_number) AS last FROM held_account');
  await bulkInsert(
    trx,
    'held_account',
    ['held_number', 'bill_run_id', 'account_id', 'reason', 'command_number'],
    held.map(({ accountId, reason }, index) => {
      return [(last?.last ?? 0) + index + 1, billRunId, accountId, reason, commandNumber];
    }),
  );
}

/**
 * Opens a run and expects a read of every register that is in place at an active account of its stops, going on from the
 * posted run's read, or of an account that it left out from the read before, or of a stop that came from another cycle from the last read there. A meter that was taken
 * out since, or put in elsewhere, is expected no more.
 */
export async function openRun(trx: Database, run: NextRun, postedRunId: string): Promise<void> {
  await writeOpenRun(trx, run);
  await holdOut(trx, run);
  const { billRunId, cycleId } = run;
  await trx.raw(
    `INSERT INTO period_read (${EXPECTED})
     SELECT ?, meter_id || '/' || register_number, account_id, meter_id, register_number, billed_value, billed_on,
            'missing', '[]', '', '', 1
     FROM (SELECT *, ${LAST_BILLED} FROM period_read) AS period_read JOIN account USING (account_id)
     WHERE bill_run_id = ? AND account.status = 'active' AND ${AT_A_STOP}
       AND period_read.removed_on IS NULL
       AND EXISTS (SELECT 1 FROM meter_installation AS place
                   WHERE place.meter_id = period_read.meter_id AND place.premises_id = account.premises_id
                     AND place.removed_on IS NULL)`,
    [billRunId, postedRunId, billRunId, cycleId],
  );
  await takeOverHeld(trx, run, postedRunId);
  await expectJoined(trx, run);
}

const READ_AS_IT_STANDS = `account_id, meter_id, register_number, previous_value, previous_on, reading_id, value,
  read_on, usage_gallons, status, exceptions, action, reason, removed_on`;

/**
 * The reads of accounts that the posted run left out and that no later one follows go on into the run as they stand: those
 * of meters that were taken out, and of accounts that moved out and wait for their final bill.
 */
async function takeOverHeld(trx: Database, { billRunId, cycleId }: NextRun, postedRunId: string): Promise<void> {
  await trx.raw(
    `INSERT INTO period_read (bill_run_id, row_key, ${READ_AS_IT_STANDS}, version)
     SELECT ?, row_key || iif(row_key IN (SELECT row_key FROM period_read WHERE bill_run_id = ?), '/' || account_id, ''),
            ${READ_AS_IT_STANDS}, 1
     FROM period_read JOIN (SELECT account_id, premises_id, status = 'final' AS moved_out FROM account) AS account
       USING (account_id)
     WHERE bill_run_id = ? AND ${IS_HELD} AND (moved_out OR removed_on IS NOT NULL) AND ${AT_A_STOP}`,
    [billRunId, billRunId, postedRunId, billRunId, cycleId],
  );
}

const EXPECTED = `bill_run_id, row_key, account_id, meter_id, register_number, previous_value, previous_on,
  status, exceptions, action, reason, version`;

/** The account's premises are a stop of the run. */
const AT_A_STOP = `EXISTS (SELECT 1 FROM run_stop JOIN route USING (route_id)
  WHERE run_stop.bill_run_id = ? AND run_stop.premises_id = account.premises_id AND route.cycle_id = ?)`;

/**
 * A stop that came from another cycle waits until it is billed there with the run that holds it, and until this cycle's
 * period goes beyond its last bill: it is none of the run's.
 */
async function holdOut(trx: Database, { billRunId, cycleId, periodTo }: NextRun): Promise<void> {
  await trx.raw(
    `INSERT INTO held_stop (bill_run_id, premises_id)
     SELECT ?, premises_id FROM premises JOIN route USING (route_id)
     WHERE route.cycle_id = ? AND premises_id IN (SELECT premises_id FROM route_change)
       AND (EXISTS (SELECT 1 FROM held_stop JOIN bill_run USING (bill_run_id)
                    WHERE held_stop.premises_id = premises.premises_id AND held_stop.route_id IS NOT NULL
                      AND bill_run.status = 'open' AND bill_run.cycle_id <> route.cycle_id)
            OR EXISTS (SELECT 1 FROM account JOIN billed_period USING (account_id)
                       WHERE account.premises_id = premises.premises_id AND account.status = 'active'
                         AND billed_period.period_to >= ?))`,
    [billRunId, cycleId, periodTo],
  );
}

/** Expects the reads of the stops that came from another cycle and were billed there. */
async function expectJoined(trx: Database, { billRunId, cycleId }: NextRun): Promise<void> {
  await trx.raw(
    `INSERT INTO period_read (${EXPECTED})
     SELECT ?, meter_id || '/' || register_number, account_id, meter_id, register_number, billed_value, last.billed_on,
            'missing', '[]', '', '', 1
     FROM (SELECT billed_read.*, ${LAST_BILLED_AS_IT_HOLDS}, row_number() OVER (PARTITION BY account_id, meter_id, register_number
                                                    ORDER BY standing_run.period_to DESC, read_on DESC) AS place
           FROM billed_read JOIN standing_run USING (bill_run_id) JOIN account USING (account_id)
           WHERE account.status = 'active' AND billed_read.removed_on IS NULL AND ${AT_A_STOP}
             AND account.premises_id IN (SELECT premises_id FROM route_change JOIN route ON route_id = from_route
                                         WHERE route.cycle_id <> ?)
             AND EXISTS (SELECT 1 FROM meter_installation AS installed
                         WHERE installed.meter_id = billed_read.meter_id AND removed_on IS NULL
                           AND installed.premises_id = account.premises_id)) AS last
     WHERE place = 1 AND NOT EXISTS (SELECT 1 FROM period_read AS expected
                                     WHERE expected.bill_run_id = ? AND expected.account_id = last.account_id)`,
    [billRunId, billRunId, cycleId, cycleId, billRunId],
  );
}

/** Closes accounts whose final bill is posted. */
export async function closeFinalAccounts(trx: Database, accountIds: readonly string[]): Promise<void> {
  await trx.raw(`UPDATE account SET status = 'closed' WHERE account_id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(accountIds),
  ]);
}

/** Sets what of an open run a person chooses. */
export async function setCriteria(
  trx: Database,
  { billRunId, billedOn, dueOn, message }: Record<'billRunId' | 'billedOn' | 'dueOn' | 'message', string>,
): Promise<void> {
  await trx('bill_run').where('bill_run_id', billRunId).update({ billed_on: billedOn, due_on: dueOn, message });
}
