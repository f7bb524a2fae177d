import type { Office } from '../delivery/office.js';
import { PATIENCE } from '../delivery/patience.js';
import type { Database } from '../store/database.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';

/** What sending needs, for a person at the command line. */
export function officeOf(folder: DataFolder, database: Database, person: string): Office {
  return {
    ...{ database, folders: folder, clock: () => new Date(), patience: PATIENCE },
    // The program began when it was asked: who is asked at the same time may be done before this one has started.
    askedAt: new Date(performance.timeOrigin),
    run: (command, payload, reason) =>
      runCommand({ folder, database }, command, payload, { person, reason, post: true }),
  };
}
