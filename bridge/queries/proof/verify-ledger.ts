import type { Cents } from '../../contract/money.js';
import type { Database } from '../../store/database.js';
import { receivableTotal } from '../balances.js';
import { allocationChecks } from './allocation-checks.js';
import { bookChecks } from './book-checks.js';
import { chargesRepeat } from './charge-check.js';
import { chainUnbroken } from './chain-check.js';
import { documentChecks } from './document-checks.js';
import { fileIntact, shapeUnchanged } from './file-checks.js';
import type { Check, Finding } from './finding.js';
import { ratesUnchanged } from './rates-check.js';

export type { Finding } from './finding.js';

export interface Proof {
  readonly entries: number;
  readonly bills: number;
  /** What customers owe, unapplied credit taken off. */
  readonly receivableCents: Cents;
  readonly findings: readonly Finding[];
}

const CHECKS: readonly Check[] = [
  fileIntact,
  shapeUnchanged,
  chainUnbroken,
  ...bookChecks,
  ...allocationChecks,
  ...documentChecks,
  ratesUnchanged,
  chargesRepeat,
];

/** Proves the books: every check runs, and every finding is given. An empty list is the proof. */
export async function verifyLedger(database: Database): Promise<Proof> {
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(...(await check(database)));
  const [counts] = await database.raw<{ entries: number; bills: number }[]>(
    `SELECT (SELECT count(*) FROM journal_entry) AS entries, (SELECT count(*) FROM bill) AS bills`,
  );
  return {
    entries: counts?.entries ?? 0,
    bills: counts?.bills ?? 0,
    receivableCents: await receivableTotal(database),
    findings,
  };
}
