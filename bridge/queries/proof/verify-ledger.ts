import { cents, type Cents } from '../../contract/money.js';
import type { Database } from '../../store/database.js';
import { transaction } from '../../store/transaction.js';
import { receivableTotal } from '../balances.js';
import { allocationChecks } from './allocation-checks.js';
import { bookChecks } from './book-checks.js';
import { chargesRepeat } from './charge-check.js';
import { chainUnbroken } from './chain-check.js';
import { documentChecks } from './document-checks.js';
import { fileIntact, nothingOrphaned, shapeUnchanged } from './file-checks.js';
import { findingsOf, type Check, type Finding, type NamedCheck } from './finding.js';
import { meterChecks } from './meter-checks.js';
import { findNotedHead, type NotedHead } from './noted-head.js';
import { ratesUnchanged } from './rates-check.js';
import { rebillChecks } from './rebill-checks.js';
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

const named = (what: string, checks: readonly Check[]): NamedCheck[] => checks.map((check) => [what, check]);

const CHECKS: readonly NamedCheck[] = [
  ...named('the database file', [fileIntact]),
  ...named('what rows point to', [nothingOrphaned]),
  ...named("the database's shape", [shapeUnchanged]),
  ...named('the chain of entries', [chainUnbroken]),
  ...named('the chain of receipts', [sealChainUnbroken]),
  ...named('the rows that are sealed', [rowsAsSealed]),
  ...named('the small tables', [tablesAsSealed]),
  ...named('the runs that are sealed', runSealChecks),
  ...named('bills, payments and their entries', bookChecks),
  ...named('what is applied to what', allocationChecks),
  ...named('documents and their entries', documentChecks),
  ...named('payments in suspense', suspenseChecks),
  ...named('reversals', reversalChecks),
  ...named('bills that were made again', rebillChecks),
  ...named('meters and their places', meterChecks),
  ...named('the rates', [ratesUnchanged]),
  ...named('what is due to the City', [remittancesTie]),
  ...named('bills by pricing them again', [chargesRepeat]),
];

/**
 * Proves the books: every check runs, and every finding is given. An empty list is the proof. The books must
 * not change meanwhile: this is for a transaction, or for a copy that nothing else uses.
 */
export async function verifyLedger(
  database: Database,
  { since: digits }: { readonly since?: string | undefined } = {},
): Promise<Proof> {
  const noted = digits === undefined ? null : await findNotedHead(database, digits);
  const findings: Finding[] = [...(noted?.findings ?? [])];
  for (const check of CHECKS) findings.push(...(await findingsOf(database, check)));
  let counts: Counts = { entries: 0, bills: 0, receivableCents: cents(0) };
  const counting: Check = async () => {
    counts = await countsOf(database);
    return [];
  };
  findings.push(...(await findingsOf(database, ['how much there is', counting])));
  return { ...counts, findings, head: await ledgerHead(database), since: noted?.since ?? null };
}

/** Proves books that others may be at work on, as of one moment: a command is seen whole or not at all. */
export async function verifyInUse(
  database: Database,
  options: { readonly since?: string | undefined } = {},
): Promise<Proof> {
  let proof: Proof | undefined;
  try {
    return await transaction(database, async (trx) => (proof = await verifyLedger(trx, options)));
  } catch (error) {
    // A damaged page makes SQLite end the transaction by itself; what was found is told all the same.
    if (proof) return proof;
    throw error;
  }
}

type Counts = Pick<Proof, 'entries' | 'bills' | 'receivableCents'>;

async function countsOf(database: Database): Promise<Counts> {
  const [counts] = await database.raw<{ entries: number; bills: number }[]>(
    `SELECT (SELECT count(*) FROM journal_entry) AS entries, (SELECT count(*) FROM bill) AS bills`,
  );
  const receivableCents = await receivableTotal(database);
  return { entries: counts?.entries ?? 0, bills: counts?.bills ?? 0, receivableCents };
}

/** The end of the chain of seals as it stands. */
export async function ledgerHead(database: Database): Promise<LedgerHead> {
  const row = await database<{ command_number: number; hash: string }>('command_seal')
    .orderBy('command_number', 'desc')
    .first('command_number', 'hash');
  return { receiptNumber: row?.command_number ?? null, hash: row?.hash ?? '' };
}
