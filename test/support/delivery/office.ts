import path from 'node:path';
import type { Office } from '../../../bridge/delivery/office.js';
import { NOW } from '../town/sample-town-file.js';
import type { TestTown } from '../town/town.js';

/** The office of a town: everything lies beside its database, and nothing is waited for. */
export function officeOf(town: TestTown, waited: number[] = []): Office {
  const at = (name: string) => path.join(path.dirname(town.file), name);
  return {
    ...{ database: town.database, clock: () => NOW },
    folders: { mailing: at('mailing'), ebill: at('ebill'), calls: at('calls'), secrets: at('secrets') },
    patience: { pauses: [10, 20], wait: (milliseconds) => Promise.resolve(waited.push(milliseconds)) },
    run: (command, payload, reason) => town.run(command, payload, { reason }),
  };
}
