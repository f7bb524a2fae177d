import type { Office } from '../delivery/office.js';
import { patienceUntil } from '../delivery/patience.js';
import { StopSwitch, type Stop } from '../delivery/stop.js';
import type { Database } from '../store/database.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';

/** What sending needs, for a person at the command line, until it is told to stop where it can be. */
export function officeOf(
  folder: DataFolder,
  database: Database,
  person: string,
  stop: Stop = new StopSwitch(),
): Office {
  return {
    ...{ database, folders: folder, clock: () => new Date(), patience: patienceUntil(stop), stop },
    // The program began when it was asked: who is asked at the same time may be done before this one has started.
    askedAt: new Date(performance.timeOrigin),
    run: (command, payload, reason) =>
      runCommand({ folder, database }, command, payload, { person, reason, post: true }),
  };
}
