import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** The books as they stand. */
export const reconciliationParametersSchema = z.object({});
export type ReconciliationParameters = z.infer<typeof reconciliationParametersSchema>;

/** The proof of the books, place by place. */
export const reconciliationSheet: SheetKind = {
  id: 'reconciliation',
  title: 'Reconciliation',
  purpose: 'read-only',
  description: 'The ledger beside everything that it must agree with; what does not prove stands on top.',
  parameters: reconciliationParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 22, help: 'The line of the proof.' },
    { id: 'what', header: 'What', type: 'text', width: 36, help: 'What is looked at.' },
    { id: 'ledger', header: 'Ledger', type: 'money', width: 15, help: 'What the ledger says.' },
    { id: 'against', header: 'Against', type: 'text', width: 34, help: 'What it is compared with.' },
    { id: 'detail', header: 'Detail', type: 'money', width: 15, help: 'What that comes to.' },
    { id: 'difference', header: 'Difference', type: 'money', width: 13, help: 'Ledger less detail: zero.' },
    {
      id: 'exception',
      header: 'Exception',
      type: 'text',
      width: 50,
      help: 'What is wrong, and where; empty is proven.',
    },
  ],
  exceptionColumn: 'exception',
};
