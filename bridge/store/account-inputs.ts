import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** What an account is said to have from a date on. */
export interface NewAccountInput {
  readonly accountId: string;
  readonly service: string | null;
  readonly name: string;
  readonly value: string | null;
  readonly effectiveFrom: string;
}

/** Writes down what accounts are said to have, in this order; what was said before stays. */
export async function writeAccountInputs(
  trx: Database,
  inputs: readonly NewAccountInput[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'account_input',
    ['account_id', 'service', 'name', 'value', 'effective_from', 'command_number'],
    inputs.map(({ accountId, service, name, value, effectiveFrom }) => {
      return [accountId, service, name, value, effectiveFrom, commandNumber];
    }),
  );
}
