import type { Database } from './database.js';

/** What an account is said to have from a date on. */
export interface NewAccountInput {
  readonly accountId: string;
  readonly service: string | null;
  readonly name: string;
  readonly value: string | null;
  readonly effectiveFrom: string;
  readonly commandNumber: number;
}

/** Writes down what an account is said to have; what was said before stays. */
export async function writeAccountInput(trx: Database, input: NewAccountInput): Promise<void> {
  await trx('account_input').insert({
    account_id: input.accountId,
    service: input.service,
    name: input.name,
    value: input.value,
    effective_from: input.effectiveFrom,
    command_number: input.commandNumber,
  });
}
