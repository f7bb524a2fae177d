import { CurbstopError, type CurbstopErrorFacts } from '../contract/problem.js';
import { storageFault, type StorageFault } from './driver.js';

const WORDS: Readonly<Record<Exclude<StorageFault, 'not-opened'>, CurbstopErrorFacts>> = {
  busy: {
    code: 'database-busy',
    status: 503,
    message: 'Another program is using the database and has not finished.',
    fix: 'Try again in a moment; nothing was changed.',
  },
  full: {
    code: 'disk-full',
    status: 507,
    message: 'The disk with the data folder is full, so nothing was changed.',
    fix: 'Make room on that disk, and do it again.',
  },
  'read-only': {
    code: 'disk-read-only',
    status: 503,
    message: 'The database can only be read, so nothing was changed.',
    fix: 'Give yourself write permission on the data folder and its disk, and do it again.',
  },
  failing: {
    code: 'disk-failing',
    status: 503,
    message: 'The disk with the data folder failed to read or write, so nothing was changed.',
    fix: 'Look after that disk, run curbstop verify, and keep the newest backup elsewhere.',
  },
  damaged: {
    code: 'database-damaged',
    status: 503,
    message: 'The database file is damaged, so this could not be done and nothing was changed.',
    fix: 'Stop the bridge, keep the file as it is, run curbstop verify, and restore the newest backup that proves.',
  },
};

/** Tells whether the error is that another program kept the database for longer than this one waits. */
export function isBusy(error: unknown): error is Error {
  return storageFault(error) === 'busy';
}

/**
 * Gives `database-busy`, `disk-full`, `disk-read-only`, `disk-failing` or `database-damaged` where the storage is what failed, and any other
 * error as it is. A transaction that such an error ends leaves nothing behind.
 */
export function explainStorage(error: unknown): unknown {
  const fault = storageFault(error);
  return fault === null || fault === 'not-opened' ? error : new CurbstopError(WORDS[fault]);
}
