import { accountInputFault, accountInputNames, isAccountInputName } from '../contract/account-inputs.js';
import {
  setAccountInputPayloadSchema,
  type SetAccountInputPayload,
  type SetAccountInputReply,
} from '../contract/commands/set-account-input.js';
import { CurbstopError } from '../contract/problem.js';
import { isFee } from '../domain/billing/account-data.js';
import { account } from '../queries/account.js';
import { hasService, inputSaid, lastBilledDay } from '../queries/account-inputs.js';
import { writeAccountInput } from '../store/account-inputs.js';
import type { Database } from '../store/database.js';
import type { Command } from './command.js';

/** Says what an account has that its tariffs may ask for, from a date on. Posted bills keep what they were priced from. */
export const setAccountInput: Command<SetAccountInputPayload, SetAccountInputReply> = {
  kind: 'set-account-input',
  roles: ['coordinator', 'supervisor'],
  payload: setAccountInputPayloadSchema,
  async execute({ trx, commandNumber }, payload) {
    refuseWrongValue(payload);
    await account(trx, payload.accountId);
    await refuseMissingService(trx, payload);
    await refuseLateFee(trx, payload);
    const before = await inputSaid(trx, payload);
    const reply = { ...payload, before };
    if (before === payload.value) return { outcome: 'unchanged', reply };
    await writeAccountInput(trx, { ...payload, commandNumber });
    return { outcome: 'applied', reply };
  },
};

function refuseWrongValue({ name, value }: SetAccountInputPayload): void {
  if (!isAccountInputName(name)) {
    throw new CurbstopError({
      code: 'unknown-account-input',
      message: `"${name}" is not data that can be said of an account.`,
      fix: `Use one of ${accountInputNames.join(', ')}.`,
    });
  }
  const fault = value === null ? null : accountInputFault(name, value);
  if (fault === null) return;
  throw new CurbstopError({
    code: 'wrong-account-input',
    message: `"${value}" can't be the value of ${name}.`,
    fix: `Enter ${fault}.`,
  });
}

async function refuseMissingService(trx: Database, { accountId, service }: SetAccountInputPayload): Promise<void> {
  if (service === null || (await hasService(trx, accountId, service))) return;
  throw new CurbstopError({
    code: 'service-missing',
    message: `The account "${accountId}" has no ${service} service.`,
    fix: 'Choose a service that the account has, or none for all of them.',
  });
}

/** A fee goes with the bill of the period that its date lies in; after that bill nothing would charge it. */
async function refuseLateFee(trx: Database, { accountId, name, effectiveFrom }: SetAccountInputPayload): Promise<void> {
  if (!isFee(name)) return;
  const billed = await lastBilledDay(trx, accountId);
  if (billed === null || effectiveFrom > billed) return;
  throw new CurbstopError({
    code: 'fee-already-billed',
    status: 409,
    message: `The account "${accountId}" is billed up to ${billed}, so that a fee of ${effectiveFrom} would never be charged.`,
    fix: `Give the fee a date after ${billed}, or enter an adjustment.`,
  });
}
