import { verifyLedger } from '../queries/proof/verify-ledger.js';
import { backup as backupDatabase } from '../store/backup.js';
import { EXIT_DONE, say } from './console.js';
import { openUtility, type DataFolder } from './data-folder.js';

/** Writes a proven copy of the database, into the data folder's backups unless told otherwise. */
export async function backup(folder: DataFolder, target: string | undefined): Promise<number> {
  const database = await openUtility(folder);
  try {
    const file = await backupDatabase(database, target ?? folder.backups, new Date(), async (copy) => {
      const { findings } = await verifyLedger(copy);
      return findings.map((finding) => finding.message);
    });
    say(`Backed up and proven: ${file}`);
    return EXIT_DONE;
  } finally {
    await database.destroy();
  }
}
