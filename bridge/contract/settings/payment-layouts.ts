import { z } from 'zod';

/** A column by the name in the file's header line, or by its place, counted from 1. */
const columnSchema = z.union([z.string().min(1), z.number().int().min(1).max(200)]);
export type LayoutColumn = z.infer<typeof columnSchema>;

/** Where a line says what it is, and the words for it: a payment, what stands before the payments, and the trailer. */
const recordTypeSchema = z.strictObject({
  column: columnSchema,
  detail: z.string().min(1),
  header: z.string().min(1).optional(),
  trailer: z.string().min(1).optional(),
});

/** How one bank's or cashier's payment file is laid out. */
export const paymentLayoutSchema = z
  .strictObject({
    name: z.string().min(1).max(60),
    delimiter: z.string().length(1),
    encoding: z.enum(['utf8', 'latin1']),
    /** Whether the first line names the columns. */
    header: z.boolean(),
    recordType: recordTypeSchema.optional(),
    columns: z.strictObject({
      account: columnSchema,
      amount: columnSchema,
      date: columnSchema,
      time: columnSchema.optional(),
      reference: columnSchema.optional(),
      source: columnSchema.optional(),
      payer: columnSchema.optional(),
    }),
    amountIn: z.enum(['dollars', 'cents']),
    dateFormat: z.enum(['YYYY-MM-DD', 'MM/DD/YYYY', 'MMDDYY']),
    timeFormat: z.enum(['HH:mm', 'h:mm A', 'HHmmss']).default('HH:mm'),
    /** The time at which payments came that the file gives no time. */
    defaultTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written as HH:MM'),
    /** How the payments came, where the file has no column for it. */
    source: z.string().min(1).max(40),
    /** Where the trailer counts the payments and totals them, in the same unit as the amounts. */
    trailer: z.strictObject({ count: columnSchema, total: columnSchema }).optional(),
  })
  .refine((layout) => layout.header || layoutColumns(layout).every((column) => typeof column === 'number'), {
    message: 'names columns, and the file has no line that names them: give their places',
  })
  .refine((layout) => (layout.trailer === undefined) === (layout.recordType?.trailer === undefined), {
    message: 'must say both which line is the trailer and where it counts and totals, or neither',
  });
export type PaymentLayout = z.infer<typeof paymentLayoutSchema>;

/** The setting `payment-layouts`: the payment files that the utility gets, each by a name of its own. */
export const paymentLayoutsSchema = z
  .array(paymentLayoutSchema)
  .refine((layouts) => new Set(layouts.map(({ name }) => name)).size === layouts.length, {
    message: 'two layouts have one name',
  });

interface WithColumns {
  readonly columns: Readonly<Record<string, LayoutColumn | undefined>>;
  readonly recordType?: { readonly column: LayoutColumn } | undefined;
  readonly trailer?: { readonly count: LayoutColumn; readonly total: LayoutColumn } | undefined;
}

/** Every column that a layout speaks of. */
export function layoutColumns({ columns, recordType, trailer }: WithColumns): LayoutColumn[] {
  return [...Object.values(columns), recordType?.column, trailer?.count, trailer?.total].filter(
    (column) => column !== undefined,
  );
}
