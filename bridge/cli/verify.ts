import { centsToDollars } from '../contract/money.js';
import { counted } from '../contract/counted.js';
import { verifyLedger } from '../queries/proof/verify-ledger.js';
import { EXIT_DONE, EXIT_REFUSED, say } from './console.js';
import { openUtility, type DataFolder } from './data-folder.js';

/** Proves the books and says what is wrong, where. */
export async function verify(folder: DataFolder): Promise<number> {
  const database = await openUtility(folder);
  try {
    const proof = await verifyLedger(database);
    for (const finding of proof.findings) say(`WRONG  ${finding.message}`);
    const entries = counted(proof.entries, 'entry', 'entries');
    const bills = counted(proof.bills, 'bill');
    const receivable = centsToDollars(proof.receivableCents);
    if (proof.findings.length > 0) {
      say(
        `${counted(proof.findings.length, 'finding')} in ${entries}. Keep the database as it is and look at a backup.`,
      );
      return EXIT_REFUSED;
    }
    say(`The books prove: ${entries}, ${bills}, ${receivable} receivable.`);
    return EXIT_DONE;
  } finally {
    await database.destroy();
  }
}
