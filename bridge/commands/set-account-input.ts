import {
  setAccountInputPayloadSchema,
  type SetAccountInputPayload,
  type SetAccountInputReply,
} from '../contract/commands/set-account-input.js';
import { CurbstopError } from '../contract/problem.js';
import { datumRefusals } from '../domain/account-data/check-datum.js';
import { saidOn } from '../domain/account-data/said-datum.js';
import { askedAccounts } from '../queries/account-inputs.js';
import { writeAccountInputs } from '../store/account-inputs.js';
import type { Command } from './command.js';

/** Says what an account has that its tariffs may ask for, from a date on. Posted bills keep what they were priced from. */
export const setAccountInput: Command<SetAccountInputPayload, SetAccountInputReply> = {
  kind: 'set-account-input',
  roles: ['coordinator', 'supervisor'],
  payload: setAccountInputPayloadSchema,
  async execute({ trx, commandNumber }, payload) {
    const { accountId } = payload;
    const { factsOf, dataOf } = await askedAccounts(trx, [accountId]);
    const [refusal] = datumRefusals(payload, factsOf(accountId));
    if (refusal) throw new CurbstopError(refusal);
    const before = saidOn(dataOf(accountId), payload)?.value ?? null;
    const reply = { ...payload, before };
    if (before === payload.value) return { outcome: 'unchanged', reply };
    await writeAccountInputs(trx, [payload], commandNumber);
    return { outcome: 'applied', reply };
  },
};
