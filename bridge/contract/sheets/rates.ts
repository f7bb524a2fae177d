import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

export const ratesParametersSchema = z.object({ tariffId: z.string().max(80), tariffVersionId: z.string().max(120) });
export type RatesParameters = z.infer<typeof ratesParametersSchema>;

/** One version of a tariff as a table; pushed, it is a new version. */
export const ratesSheet: SheetKind = {
  id: 'rates',
  title: 'Rates',
  purpose: 'review',
  description:
    'A version of a tariff. Change prices, tiers and the effective date; preview shows whose bills change, push makes it a new version.',
  parameters: ratesParametersSchema,
  isWhole: true,
  columns: [
    {
      id: 'key',
      header: 'Key',
      type: 'key',
      width: 10,
      help: 'Names the value: its line and column in the rate file. Leave it as it is; empty in a row of your own.',
    },
    {
      id: 'class',
      header: 'Class',
      type: 'text',
      width: 16,
      isSent: true,
      help: 'The class of customers. Leave it as it is; in a row of your own it may be empty.',
    },
    {
      id: 'component',
      header: 'Component',
      type: 'text',
      width: 20,
      isSent: true,
      help: 'The charge or setting, as formulas name it. Leave it as it is; in a row of your own it may be empty.',
    },
    { id: 'item', header: 'Item', type: 'text', width: 28, help: 'What the value is.' },
    {
      id: 'from',
      header: 'From',
      type: 'rate',
      isPlainNumber: true,
      width: 9,
      editable: true,
      help: "A tier's first billing unit: 6 means that the tier before it ends at 5. To add a tier, insert a row below one and fill From and Price; to remove one, delete its row.",
    },
    {
      id: 'price',
      header: 'Price',
      type: 'rate',
      width: 36,
      editable: true,
      help: 'The price, percentage, formula or text. The effective date must be a new one.',
    },
    { id: 'unit', header: 'Unit', type: 'text', width: 14, help: 'What the price is counted in.' },
  ],
};
