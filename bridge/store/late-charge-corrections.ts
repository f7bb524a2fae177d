import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A late charge that was taken back with a bill, to write down. */
export interface NewLateChargeCorrection {
  readonly accountId: string;
  readonly dueOn: string;
  readonly wasEntry: number;
  readonly reversalEntry: number;
  /** The lower one in its place; null where none is owed. */
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
    ['account_id', 'due_on', 'was_entry', 'reversal_entry', 'entry_number', 'command_number'],
    corrections.map(({ accountId, dueOn, wasEntry, reversalEntry, entryNumber }) => {
      return [accountId, dueOn, wasEntry, reversalEntry, entryNumber, commandNumber];
    }),
  );
}
