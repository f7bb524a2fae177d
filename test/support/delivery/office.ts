import path from 'node:path';
import type { OfficeFolders, Sender } from '../../../bridge/delivery/office.js';
import { StopSwitch } from '../../../bridge/delivery/stop.js';
import { NOW } from '../town/sample-town-file.js';
import type { TestTown } from '../town/town.js';

/** The office of a town: everything lies beside its database, and nothing is waited for. */
export function officeOf(town: TestTown, waited: number[] = []): Sender {
  return {
    ...{ database: town.database, clock: () => NOW, askedAt: NOW, folders: foldersOf(town) },
    stop: new StopSwitch(),
    patience: { pauses: [10, 20], wait: (milliseconds) => Promise.resolve(waited.push(milliseconds)) },
    run: (command, payload, reason) => town.run(command, payload, { reason }),
    // What it sends beside another one is told apart by the books alone.
    turn: { end: () => Promise.resolve() },
  };
}

/** The folders beside the database of a town. */
export function foldersOf({ file }: Pick<TestTown, 'file'>): OfficeFolders {
  const at = (name: string) => path.join(path.dirname(file), name);
  const places = { mailing: at('mailing'), ebill: at('ebill'), calls: at('calls') };
  return { ...places, secrets: at('secrets'), sending: at('sending') };
}
