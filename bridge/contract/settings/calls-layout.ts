import { z } from 'zod';
import { formTroubles, namesField, recordForm, recordSchema } from './record-layout.js';

/** What a file for the calling service can say once, before its calls. */
export const CALLS_HEADER_FIELDS = [
  'file-id',
  'run',
  'cycle',
  'utility',
  'calls',
  'call-on',
  'call-from',
  'call-to',
  'time-zone',
] as const;

/** What it can say of a call. Of a call for several properties, name, address and gallons are empty. */
export const CALL_FIELDS = [
  'sequence',
  'reference',
  'phone',
  'phone-dashed',
  'account',
  'properties',
  'name',
  'address',
  'reason',
  'gallons',
  'usual-gallons',
  'message',
  'call-on',
  'call-from',
  'call-to',
  'time-zone',
] as const;

/** What it can say once, after its calls. */
export const CALLS_TRAILER_FIELDS = ['file-id', 'calls'] as const;

const WINDOW_FIELDS = ['call-on', 'call-from', 'call-to'] as const;

const CUTTABLE = new Set<string>(['name', 'address']);
const word = z.string().trim().min(1).max(40);

/** The setting `calls-layout`: the file that the calling service takes. */
export const callsLayoutSchema = z
  .strictObject({
    ...recordForm,
    /** guarded: a text that Excel would take for a formula is set apart by an apostrophe. */
    formulas: z.enum(['guarded', 'as-they-are']),
    /** What the calling service calls the reasons. */
    reasons: z.strictObject({ leak: word, high: word, several: word }),
    /** The names of the columns, where the file has a line for them, or what is said before the calls. */
    header: recordSchema(CALLS_HEADER_FIELDS).nullable(),
    call: recordSchema(CALL_FIELDS),
    trailer: recordSchema(CALLS_TRAILER_FIELDS).nullable(),
  })
  .superRefine((layout, context) => {
    const tell = (message: string) => context.addIssue({ code: 'custom', message });
    const columns = [layout.header ?? [], layout.call, layout.trailer ?? []].flatMap((record) => [...record]);
    formTroubles(layout, columns, CUTTABLE).forEach(tell);
    if (!namesField(layout.call, 'message')) tell('has no column for the message');
    if (!namesField(layout.call, 'phone') && !namesField(layout.call, 'phone-dashed'))
      tell('has no column for the phone');
    const fields = [...(layout.header ?? []), ...layout.call];
    if (WINDOW_FIELDS.some((field) => namesField(fields, field)) && !namesField(fields, 'time-zone'))
      tell('tells when to call and has no column for the time-zone, so that nobody knows which hours are meant');
  });
export type CallsLayout = z.infer<typeof callsLayoutSchema>;

/** Tells whether the file says when the calls may be made, and where; else they are made as soon as it is there. */
export function tellsWindow({ header, call }: CallsLayout): boolean {
  return [...WINDOW_FIELDS, 'time-zone'].every((field) => namesField(header ?? [], field) || namesField(call, field));
}
