import { z } from 'zod';
import { CurbstopError } from '../problem.js';
import { isVendorFormat, layoutNameOf } from '../reading-file.js';

/** What a file of readings can tell of a register; the codes come with a reading as they are. */
export const RETURN_FIELDS = [
  'route',
  'account',
  'location',
  'meter',
  'register',
  'endpoint',
  'reading',
  'unit',
  'date',
  'time',
  'method',
  'readCode',
  'skipCode',
  'trouble1',
  'trouble2',
  'tamper',
  'leak',
  'backflow',
  'reader',
  'note',
  'previousReading',
  'sequence',
  'changedSequence',
  'readOrder',
  'newMeter',
  'newEndpoint',
] as const;
export type ReturnField = (typeof RETURN_FIELDS)[number];

/** What a device can be loaded with; limits are reading values, or what may be used since the previous reading. */
export const LOAD_FIELDS = [
  'route',
  'sequence',
  'account',
  'customer',
  'address',
  'city',
  'state',
  'zip',
  'location',
  'meter',
  'meterSize',
  'maker',
  'register',
  'endpoint',
  'dials',
  'decimals',
  'multiplier',
  'unit',
  'previousReading',
  'previousDate',
  'highReading',
  'lowReading',
  'highUse',
  'lowUse',
  'final',
  'rereadReason',
  'readDate',
] as const;
export type LoadField = (typeof LOAD_FIELDS)[number];

export const DATE_FORMATS = ['YYYY-MM-DD', 'MM/DD/YYYY', 'YYYYMMDD', 'MMDDYYYY', 'MMDDYY'] as const;
export const TIME_FORMATS = ['HH:mm', 'HH:mm:ss', 'HHmm', 'HHmmss'] as const;

/** The longest line of a fixed-width file, and the most columns of a delimited one. */
const LINE_MAX = 1_000;
const COLUMNS_MAX = 200;

/** A column by its name or place, counted from 1; in a fixed-width file the first position and the length. */
const columnSchema = z.strictObject({
  at: z.union([z.string().min(1).max(60), z.number().int().min(1).max(LINE_MAX)]),
  length: z.number().int().min(1).max(100).optional(),
});
export type LayoutColumn = z.infer<typeof columnSchema>;

const fileShape = {
  shape: z.enum(['fixed', 'delimited']),
  encoding: z.enum(['utf8', 'latin1']).default('utf8'),
  /** What stands between the columns of a delimited file. */
  delimiter: z.string().length(1).optional(),
  /** Whether a line names the columns of a delimited file. */
  names: z.boolean().default(false),
  /** How many characters a line of a fixed-width file has. */
  lineLength: z.number().int().min(1).max(LINE_MAX).optional(),
  /** Lines before the first reading, besides the one that names the columns, and lines after the last. */
  headerLines: z.number().int().min(0).max(20).default(0),
  trailerLines: z.number().int().min(0).max(20).default(0),
  dateFormat: z.enum(DATE_FORMATS).default('YYYY-MM-DD'),
  timeFormat: z.enum(TIME_FORMATS).default('HH:mm'),
  /** How many digits of a reading stand behind a point that is not written; a reading is taken as it stands without it. */
  decimals: z.number().int().min(0).max(6).optional(),
};

/** By account alone nobody could tell which register was read, nor a reading of the meter before a change-out. */
const NO_METER =
  'has no column for the meter, and an account alone does not tell which register or which meter was read';

const returnSchema = z
  .strictObject({
    ...fileShape,
    /** Whether a blank reading is a meter that was not read, or a fault of the file. */
    blankReading: z.enum(['unread', 'refuse']).default('unread'),
    /** Texts in the place of a code that mean none, such as 00. */
    noCode: z.array(z.string().min(1).max(20)).max(20).default([]),
    /** Where the last line counts the readings. */
    trailerCount: columnSchema.optional(),
    columns: z.partialRecord(z.enum(RETURN_FIELDS), columnSchema),
  })
  .superRefine((layout, context) => {
    if (layout.columns.meter === undefined) tell(context, NO_METER);
    for (const field of ['reading', 'date'] as const) {
      if (layout.columns[field] === undefined) tell(context, `has no column for the ${field}`);
    }
    if (layout.trailerCount !== undefined && layout.trailerLines === 0) {
      tell(context, 'counts the readings in a last line, and has no last line');
    }
    if (typeof layout.trailerCount?.at === 'string')
      tell(context, 'must give the place of the count, for a last line names nothing');
    checkColumns(layout, layout.trailerCount === undefined ? [] : [layout.trailerCount], context);
  });
export type ReturnLayout = z.infer<typeof returnSchema>;

const loadSchema = z
  .strictObject({ ...fileShape, columns: z.partialRecord(z.enum(LOAD_FIELDS), columnSchema) })
  .superRefine((layout, context) => {
    if (layout.columns.meter === undefined) tell(context, NO_METER);
    if (layout.headerLines + layout.trailerLines > 0)
      tell(context, 'is written without lines before and after the stops');
    const columns = Object.values(layout.columns);
    if (layout.names && columns.some(({ at }) => typeof at === 'number')) {
      tell(context, 'names its columns, so that each has a name and no place');
    }
    checkColumns(layout, [], context);
  });
export type LoadLayout = z.infer<typeof loadSchema>;

export const readingLayoutSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(60)
    .refine((name) => name.trim() === name && !/\p{Cc}/u.test(name), {
      message: 'must be words, without blanks around them',
    })
    .refine((name) => !isVendorFormat(name), { message: 'is the name of a vendor’s format' }),
  /** What comes back. */
  returned: returnSchema,
  /** What the device is loaded with, where Curbstop writes that. */
  loaded: loadSchema.optional(),
});
export type ReadingLayout = z.infer<typeof readingLayoutSchema>;

/** The setting `reading-layouts`: the reading files that are laid out as no vendor's, each by a name of its own. */
export const readingLayoutsSchema = z
  .array(readingLayoutSchema)
  .max(100)
  .refine((layouts) => new Set(layouts.map(({ name }) => name)).size === layouts.length, {
    message: 'two layouts have one name',
  });

/** The layout of a format that is no vendor's. Throws `unknown-layout`, which names those there are. */
export function layoutOf(format: string, layouts: readonly ReadingLayout[]): ReadingLayout {
  const name = layoutNameOf(format) ?? format;
  const layout = layouts.find((each) => each.name === name);
  if (layout) return layout;
  throw new CurbstopError({
    code: 'unknown-layout',
    status: 404,
    message: `There is no reading layout "${name}".`,
    fix: `Choose one of these: ${layouts.map((each) => each.name).join(', ') || 'none is set up yet'}.`,
  });
}

interface AnyFile {
  readonly shape: 'fixed' | 'delimited';
  readonly delimiter?: string | undefined;
  readonly names: boolean;
  readonly lineLength?: number | undefined;
  readonly columns: Readonly<Partial<Record<string, LayoutColumn>>>;
}

interface Context {
  addIssue(issue: { code: 'custom'; message: string }): void;
}

function tell(context: Context, message: string): void {
  context.addIssue({ code: 'custom', message });
}

function checkColumns(layout: AnyFile, others: readonly LayoutColumn[], context: Context): void {
  const columns = Object.entries(layout.columns).flatMap(([field, column]) => (column ? [{ field, column }] : []));
  const all = [...columns.map(({ column }) => column), ...others];
  if (layout.shape === 'fixed') checkFixed(layout, all, context);
  else checkDelimited(layout, all, context);
  const places = new Map<string | number, string>();
  for (const { field, column } of columns) {
    const first = places.get(column.at);
    if (first !== undefined) tell(context, `has the ${first} and the ${field} in one column`);
    places.set(column.at, field);
  }
}

function checkFixed(
  { lineLength, delimiter, names }: AnyFile,
  columns: readonly LayoutColumn[],
  context: Context,
): void {
  if (lineLength === undefined) tell(context, 'must say how long a line is');
  if (delimiter !== undefined || names) tell(context, 'is of fixed width, so that it has no delimiter and no names');
  for (const { at, length } of columns) {
    if (typeof at === 'string' || length === undefined)
      tell(context, 'must give the first position and the length of each column');
    else if (at + length - 1 > (lineLength ?? LINE_MAX))
      tell(context, `has a column from ${at} that reaches past the line`);
  }
}

function checkDelimited(
  { delimiter, lineLength, names }: AnyFile,
  columns: readonly LayoutColumn[],
  context: Context,
): void {
  if (delimiter === undefined || /["\r\n]/.test(delimiter)) tell(context, 'must say what stands between the columns');
  if (lineLength !== undefined) tell(context, 'is delimited, so that its lines have no length');
  for (const { at, length } of columns) {
    if (length !== undefined) tell(context, 'is delimited, so that its columns have no length');
    if (typeof at === 'string' && !names)
      tell(context, 'names columns, and the file has no line that names them: give their places');
    if (typeof at === 'number' && at > COLUMNS_MAX)
      tell(context, `has a column at ${at}, and ${COLUMNS_MAX} are the most`);
  }
}
