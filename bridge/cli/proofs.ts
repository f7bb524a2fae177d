import { fileIntact, nothingOrphaned } from '../queries/proof/file-checks.js';
import type { Finding } from '../queries/proof/finding.js';
import { verifyLedger } from '../queries/proof/verify-ledger.js';
import type { Prove } from '../store/backup.js';

const sentences = (findings: readonly Finding[]) => findings.map(({ message }) => message);

/** What is wrong with the file, whatever the shape of the database in it. */
export const fileProves: Prove = async (copy) =>
  sentences([...(await fileIntact(copy)), ...(await nothingOrphaned(copy))]);

/** What is wrong in the books, all checks together. */
export const booksProve: Prove = async (copy) => sentences((await verifyLedger(copy)).findings);
