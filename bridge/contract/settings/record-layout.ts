import { z } from 'zod';
import { DATE_FORMATS } from './reading-layouts.js';

const length = z.number().int().min(1).max(2_000).optional();

/** A column: a text that stands in every record, or a field. */
function columnSchema<const Fields extends readonly [string, ...string[]]>(fields: Fields) {
  return z.union([
    z.strictObject({ text: z.string().max(200), length }),
    z.strictObject({
      field: z.enum(fields),
      length,
      /** Shortens a name or an address that is too long, and says so, instead of refusing the file. */
      mayCut: z.boolean().optional(),
    }),
  ]);
}

/** A record of a file that leaves the office, column by column. */
export function recordSchema<const Fields extends readonly [string, ...string[]]>(fields: Fields) {
  return z.array(columnSchema(fields)).min(1).max(100);
}

/** How the records of a file are written. */
export const recordForm = {
  shape: z.enum(['delimited', 'fixed']),
  /** What stands between the columns of a delimited file. */
  delimiter: z
    .string()
    .length(1)
    .refine((text) => !/["\r\n]/.test(text), { message: 'must be no quote and no line break' })
    .optional(),
  encoding: z.enum(['utf8', 'latin1']),
  lineEnd: z.enum(['CRLF', 'LF']),
  dateFormat: z.enum(DATE_FORMATS),
};

export type RecordForm = z.infer<z.ZodObject<typeof recordForm>>;
export type RecordColumn =
  | { readonly text: string; readonly length?: number | undefined }
  | { readonly field: string; readonly length?: number | undefined; readonly mayCut?: boolean | undefined };

/** What in the columns of a file does not go with its form; fields other than the cuttable ones are never shortened. */
export function formTroubles(
  form: Pick<RecordForm, 'shape' | 'delimiter' | 'encoding'>,
  columns: readonly RecordColumn[],
  cuttable: ReadonlySet<string>,
): string[] {
  const troubles: string[] = [];
  if (form.shape === 'delimited') {
    if (form.delimiter === undefined) troubles.push('must say what stands between the columns');
  } else {
    if (form.delimiter !== undefined) troubles.push('is of fixed width, so that it has no delimiter');
    if (columns.some((column) => column.length === undefined)) troubles.push('must give the length of each column');
    if (form.encoding === 'utf8') troubles.push('is of fixed width, which counts bytes: its encoding must be latin1');
    for (const column of columns) {
      if ('text' in column && column.text.length > (column.length ?? Infinity))
        troubles.push(`has the text "${column.text}", which is longer than its column of ${column.length ?? 0}`);
    }
  }
  for (const column of columns) {
    if (!('field' in column) || column.mayCut !== true) continue;
    if (!cuttable.has(column.field))
      troubles.push(`may not shorten the ${column.field}: only names and addresses are shortened`);
    if (column.length === undefined) troubles.push(`must say to what length the ${column.field} is shortened`);
  }
  return troubles;
}

/** Tells whether a record has a column of the field. */
export function namesField(record: readonly object[], field: string): boolean {
  return record.some((column) => 'field' in column && column.field === field);
}
