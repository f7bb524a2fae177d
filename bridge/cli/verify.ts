import { centsToDollars } from '../contract/money.js';
import { counted } from '../contract/counted.js';
import { verifyInUse, type Proof } from '../queries/proof/verify-ledger.js';
import { EXIT_DONE, EXIT_REFUSED, say } from './console.js';
import { openUtility, type DataFolder } from './data-folder.js';

const HEAD_DIGITS = 12;

export interface VerifyOptions {
  /** Tell all of it as one JSON object. */
  readonly json?: boolean;
  /** A head that was noted earlier, at least its first 12 digits: it must still be in the chain. */
  readonly since?: string;
}

/** Proves the books and says what is wrong, where. */
export async function verify(folder: DataFolder, { json = false, since }: VerifyOptions = {}): Promise<number> {
  const database = await openUtility(folder);
  try {
    const proof = await verifyInUse(database, { since });
    if (json) say(JSON.stringify({ isProven: proof.findings.length === 0, ...proof }));
    else tell(proof);
    return proof.findings.length === 0 ? EXIT_DONE : EXIT_REFUSED;
  } finally {
    await database.destroy();
  }
}

function tell(proof: Proof): void {
  for (const finding of proof.findings) say(`WRONG  ${finding.message}`);
  const entries = counted(proof.entries, 'entry', 'entries');
  const bills = counted(proof.bills, 'bill');
  const receivable = centsToDollars(proof.receivableCents);
  if (proof.findings.length > 0) {
    say(`${counted(proof.findings.length, 'finding')} in ${entries}. Keep the database as it is and look at a backup.`);
    return;
  }
  say(`The books prove: ${entries}, ${bills}, ${receivable} receivable.`);
  if (proof.since !== null) say(`They go on from the head that was noted, of receipt ${proof.since.receiptNumber}.`);
  const { receiptNumber, hash } = proof.head;
  if (receiptNumber === null) return;
  say(
    `Head: receipt ${receiptNumber}, ${hash.slice(0, HEAD_DIGITS)}. Note it elsewhere to prove later that nothing was cut off.`,
  );
}
