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
import { findNotedHead, type NotedHead } from './noted-head.js';
import { ratesUnchanged } from './rates-check.js';
import { remittancesTie } from './remittance-check.js';
import { reversalChecks } from './reversal-checks.js';
import { runSealChecks } from './run-seal-check.js';
import { rowsAsSealed, sealChainUnbroken, tablesAsSealed } from './seal-check.js';
import { suspenseChecks } from './suspense-check.js';

export type { Finding } from './finding.js';

export interface Proof {
  readonly entries: number;
  readonly bills: number;
  /** What customers owe, unapplied credit taken off. */
  readonly receivableCents: Cents;
  readonly findings: readonly Finding[];
  /** The end of the chain of seals, by which a later copy of the books is known to go on from this one. */
  readonly head: LedgerHead;
  /** Where a head stands that was noted earlier; null where none was asked for or it is not there. */
  readonly since: NotedHead | null;
}

export interface LedgerHead {
  /** The last receipt; null in books without any. */
  readonly receiptNumber: number | null;
  readonly hash: string;
}

const CHECKS: readonly Check[] = [
  fileIntact,
  shapeUnchanged,
  chainUnbroken,
  sealChainUnbroken,
  rowsAsSealed,
  tablesAsSealed,
  ...runSealChecks,
  ...bookChecks,
  ...allocationChecks,
  ...documentChecks,
  ...suspenseChecks,
  ...reversalChecks,
  ratesUnchanged,
  remittancesTie,
  chargesRepeat,
];

/** Proves the books: every check runs, and every finding is given. An empty list is the proof. */
export async function verifyLedger(
  database: Database,
  { since: digits }: { readonly since?: string | undefined } = {},
): Promise<Proof> {
  const noted = digits === undefined ? null : await findNotedHead(database, digits);
  const findings: Finding[] = [...(noted?.findings ?? [])];
  for (const check of CHECKS) findings.push(...(await check(database)));
  const [counts] = await database.raw<{ entries: number; bills: number }[]>(
    `SELECT (SELECT count(*) FROM journal_entry) AS entries, (SELECT count(*) FROM bill) AS bills`,
  );
  return {
    entries: counts?.entries ?? 0,
    bills: counts?.bills ?? 0,
    receivableCents: await receivableTotal(database),
    findings,
    head: await ledgerHead(database),
    since: noted?.since ?? null,
  };
}

/** The end of the chain of seals as it stands. */
export async function ledgerHead(database: Database): Promise<LedgerHead> {
  const row = await database<{ command_number: number; hash: string }>('command_seal')
    .orderBy('command_number', 'desc')
    .first('command_number', 'hash');
  return { receiptNumber: row?.command_number ?? null, hash: row?.hash ?? '' };
}
