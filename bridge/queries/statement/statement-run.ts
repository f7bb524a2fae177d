import { CurbstopError } from '../../contract/problem.js';
import { lateRuleSchema } from '../../contract/settings/late-rule.js';
import { statementSettingSchema, type StatementSetting } from '../../contract/settings/statement.js';
import type { StatementRules } from '../../domain/statement/compose-statement.js';
import type { Contact } from '../../domain/contacts/contact.js';
import { mailingAddress, zipOf } from '../../domain/mailing/mailing-address.js';
import type { Utility } from '../../domain/statement/utility.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { contactsThen } from '../contacts-then.js';
import { billRun, type BillRun } from '../run-facts.js';
import { settingOn } from '../utility-settings.js';
import { utilityOf } from './utility-of.js';

/** A posted run with the moment of the books that its statements tell, and the rules of the day that it was billed. */
export interface StatementRun {
  readonly run: BillRun;
  /** The receipt that posted it: what later ones wrote is for later statements. */
  readonly postedBy: number;
  readonly isReversed: boolean;
  readonly rules: StatementRules;
  readonly utility: Utility;
  /** The accounts that it billed, in mailing order. */
  readonly accountIds: readonly string[];
  /** How the customer of each of them wanted to be reached when it was posted. */
  readonly contactOf: (accountId: string) => Contact | undefined;
}

/** The runs that were reversed up to a receipt, which it binds. */
export const REVERSED_BY_THEN = 'SELECT bill_run_id FROM bill_run_reversal WHERE command_number <= ?';

/**
 * A posted run as its statements see it. Throws `unknown-bill-run`, or `run-not-posted` or `run-already-reversed`, whose
 * bills nobody owes; one that was reversed is taken where only what left the office of it is asked for.
 */
export async function statementRun(
  database: Database,
  billRunId: string,
  { takesReversed = false } = {},
): Promise<StatementRun> {
  const run = await billRun(database, billRunId);
  const [row] = await database.raw<{ posted_by: number | null; reversed_by: number | null }[]>(
    `SELECT posted_by_command AS posted_by, bill_run_reversal.command_number AS reversed_by
     FROM bill_run LEFT JOIN bill_run_reversal USING (bill_run_id) WHERE bill_run_id = ?`,
    [billRunId],
  );
  const postedBy = row?.posted_by ?? null;
  if (postedBy === null) throw notPosted(billRunId);
  if (row?.reversed_by && !takesReversed) throw reversed(billRunId, row.reversed_by);
  const setting = await statementSetting(database, run);
  const lateRule = lateRuleSchema.parse(await settingOn(database, 'late-rule', run.billedOn));
  const billed = await billedAccounts(database, billRunId, postedBy);
  const contactOf = await contactsThen(
    database,
    { postedBy },
    billed.map(([accountId]) => accountId),
  );
  return {
    ...{ run, postedBy, isReversed: Boolean(row?.reversed_by), contactOf },
    rules: { setting, lateCharge: lateRule.charge, runMessage: run.message },
    utility: await utilityOf(database, run.billedOn, setting),
    accountIds: inMailingOrder(billed, contactOf),
  };
}

async function statementSetting(database: Database, { billedOn }: BillRun): Promise<StatementSetting> {
  return statementSettingSchema.parse(await settingOn(database, 'statement', billedOn));
}

type BilledRow = [accountId: string, address: string, city: string, state: string, zip: string];

/**
 * In the order in which the routes were walked when the run was posted: what was renumbered since stands where it stood, so
 * that a file made again is the same.
 */
function billedAccounts(database: Database, billRunId: string, postedBy: number): Promise<BilledRow[]> {
  return bulkRead<BilledRow>(
    database,
    ['account_id', 'address', 'city', 'state', 'zip'],
    `WITH moved AS (
       SELECT premises_id, from_route, from_stop FROM route_change
       WHERE change_number IN (SELECT min(change_number) FROM route_change WHERE command_number > ? GROUP BY premises_id))
     SELECT account_id, address, city, state, zip
     FROM bill JOIN account USING (account_id) JOIN premises USING (premises_id) LEFT JOIN moved USING (premises_id)
     WHERE bill_run_id = ?
     ORDER BY coalesce(from_route, route_id), coalesce(from_stop, sequence), account_id`,
    [postedBy, billRunId],
  );
}

/** By the ZIP code of the address on the envelope, what has none last; within it as they come. */
function inMailingOrder(billed: readonly BilledRow[], contactOf: StatementRun['contactOf']): string[] {
  const places = billed.map(([accountId, address, city, state, zip]) => {
    const place = zipOf(mailingAddress(contactOf(accountId), { address, city, state, zip }));
    return { accountId, place: place === '' ? '~' : place };
  });
  const sorted = places.sort((one, other) => (one.place < other.place ? -1 : one.place > other.place ? 1 : 0));
  return sorted.map(({ accountId }) => accountId);
}

function notPosted(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'run-not-posted',
    status: 409,
    message: `The bill run ${billRunId} is not posted: it has no bills to send.`,
    fix: 'Post the run first.',
  });
}

function reversed(billRunId: string, receipt: number): CurbstopError {
  return new CurbstopError({
    code: 'run-already-reversed',
    status: 409,
    message: `The bill run ${billRunId} was reversed by receipt ${receipt}: nobody owes its bills.`,
    fix: 'Make the statements of the run that billed the period again.',
  });
}
