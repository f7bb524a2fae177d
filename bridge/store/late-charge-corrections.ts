import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** What a late charge is after bills were made again, to write down. */
export interface NewLateChargeCorrection {
  readonly accountId: string;
  readonly dueOn: string;
  /** The charge that was decided on first. */
  readonly rootEntry: number;
  /** The charge that went back, with the entry that reverses it; null where none stood. */
  readonly wasEntry: number | null;
  readonly reversalEntry: number | null;
  /** The one in its place; null where none is owed. */
  readonly entryNumber: number | null;
}

export async function writeLateChargeCorrections(
  trx: Database,
  corrections: readonly NewLateChargeCorrection[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'late_charge_correction',
    ['account_id', 'due_on', 'root_entry', 'was_entry', 'reversal_entry', 'entry_number', 'command_number'],
    corrections.map(({ accountId, dueOn, rootEntry, wasEntry, reversalEntry, entryNumber }) => {
      return [accountId, dueOn, rootEntry, wasEntry, reversalEntry, entryNumber, commandNumber];
    }),
  );
}
