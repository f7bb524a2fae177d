import { z } from 'zod';
import { services } from '../services.js';

export const LEDGER_ACCOUNTS_MAX = 1_000;

export const ledgerAccountKinds = ['asset', 'liability', 'revenue', 'expense'] as const;

/** A new account of the chart; what customers' accounts add up to comes with the types of charge, and is not added so. */
export const newLedgerAccountSchema = z.strictObject({
  ledgerAccount: z
    .string()
    .regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/, 'must be up to 20 digits, letters, dots or dashes'),
  name: z.string().trim().min(1).max(80),
  kind: z.enum(ledgerAccountKinds),
  service: z.enum(services).nullable().default(null),
});
export type NewLedgerAccount = z.infer<typeof newLedgerAccountSchema>;

/** Adds accounts to the chart; those that are there already, just so, are passed over. */
export const addLedgerAccountsPayloadSchema = z.strictObject({
  accounts: z.array(newLedgerAccountSchema).min(1).max(LEDGER_ACCOUNTS_MAX),
});
export type AddLedgerAccountsPayload = z.infer<typeof addLedgerAccountsPayloadSchema>;

export const addLedgerAccountsReplySchema = z.object({ added: z.array(z.string()), thereAlready: z.array(z.string()) });
export type AddLedgerAccountsReply = z.infer<typeof addLedgerAccountsReplySchema>;
