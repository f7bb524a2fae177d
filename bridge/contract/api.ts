import { z } from 'zod';
import { calendarDateSchema } from './calendar-date.js';
import { sheetCellSchema } from './commands/push-sheet.js';
import { readStatuses } from './metering.js';
import { centsSchema } from './money.js';
import { monthSchema } from './month.js';
import { personSchema } from './person.js';
import { readingFormatSchema } from './reading-file.js';
import { services } from './services.js';
import { sheetKindIds, type SheetKindId } from './sheets/index.js';

/** Grows by one with every change that an older add-in would not understand. */
export const CONTRACT_VERSION = 1;

/** GET /api/hello: no token needed, and nothing about customers. */
export const helloReplySchema = z.object({
  product: z.literal('curbstop'),
  version: z.string(),
  contractVersion: z.number().int(),
});
export type HelloReply = z.infer<typeof helloReplySchema>;

/** POST /api/pair: the code from the bridge's console for a token. */
export const pairRequestSchema = z.strictObject({
  code: z.string().min(1).max(32),
  label: z.string().trim().min(1).max(80),
});
export const pairReplySchema = z.object({ token: z.string(), clientId: z.string(), person: personSchema });
export type PairReply = z.infer<typeof pairReplySchema>;

/** Where a run stands; each step's work must be done before the next. */
export const runSteps = ['unload', 'review', 'preview'] as const;

export const openRunSchema = z.object({
  billRunId: z.string(),
  cycleId: z.string(),
  cycleName: z.string(),
  periodFrom: calendarDateSchema,
  periodTo: calendarDateSchema,
  billedOn: calendarDateSchema,
  dueOn: calendarDateSchema,
  readingFormat: readingFormatSchema,
  reads: z.object({
    expected: z.number().int(),
    /** Not yet read. */
    missing: z.number().int(),
    exceptions: z.number().int(),
    /** Sent out to be read again. */
    rereads: z.number().int(),
    onHold: z.number().int(),
    /** Settled: the cycle is ready when these are all that are expected. */
    ready: z.number().int(),
  }),
  step: z.enum(runSteps),
  /** What to do next, as a sentence. */
  next: z.string(),
});
export type OpenRun = z.infer<typeof openRunSchema>;

/** GET /api/home */
export const homeReplySchema = z.object({
  utilityName: z.string(),
  today: calendarDateSchema,
  /** True while the data is the made-up sample town. */
  isSampleTown: z.boolean(),
  accounts: z.number().int(),
  receivableCents: centsSchema,
  person: personSchema,
  runs: z.array(openRunSchema),
  /** A due date that is over, whose late charges nobody decided on yet; null where there is none. */
  undecidedDueOn: calendarDateSchema.nullable(),
  /**
   * Adjustments that wait for somebody's word: those of others, emergencies that one took no part in and that no supervisor
   * has acknowledged, and one's own that wait or were given back.
   */
  approvals: z
    .object({
      waiting: z.number().int(),
      toAcknowledge: z.number().int(),
      ownWaiting: z.number().int(),
      ownReturned: z.number().int(),
    })
    .default({ waiting: 0, toAcknowledge: 0, ownWaiting: 0, ownReturned: 0 }),
});
export type HomeReply = z.infer<typeof homeReplySchema>;

/** POST /api/pulls */
export const pullRequestSchema = z.object({
  kind: z.enum(sheetKindIds as [SheetKindId, ...SheetKindId[]]),
  parameters: z.unknown(),
});
export type PullRequest = z.infer<typeof pullRequestSchema>;

export const pullReplySchema = z.object({
  pullId: z.string(),
  kind: z.enum(sheetKindIds as [SheetKindId, ...SheetKindId[]]),
  /** What was pulled, for the line above the table, e.g. "Cycle 1, period to 2026-11-20". */
  subject: z.string(),
  /** The instant of the snapshot, ISO text in UTC. */
  asOf: z.string(),
  rowCount: z.number().int(),
  totals: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The choices of columns that are data, by the ids of the columns. */
  choices: z.record(z.string(), z.array(z.string()).readonly()).optional(),
});
export type PullReply = z.infer<typeof pullReplySchema>;

/** GET /api/pulls/:pullId/rows?offset=&limit= : rows in the kind's column order, wire values as in sheet-kind.ts. */
/** The most rows that one pull brings. */
export const PULL_ROWS_MAX = 250_000;
export const PULL_PAGE_ROWS_MAX = 10_000;
export const pullRowsReplySchema = z.object({ rows: z.array(z.array(sheetCellSchema)) });

/** GET /api/pulls/:pullId/reversals: the rows of a pull that were pushed and stand reversed. */
export const pullReversalsReplySchema = z.object({
  rows: z.array(z.object({ key: z.string(), receiptNumber: z.number().int() })),
});
export type PullReversalsReply = z.infer<typeof pullReversalsReplySchema>;

/** A receipt that reversed rows of a push. */
export const receiptReversalSchema = z.object({
  receiptNumber: z.number().int(),
  personName: z.string(),
  appliedAt: z.string(),
  reason: z.string(),
  rows: z.number().int(),
});

/** GET /api/receipts: the newest commands, as searched for by `receiptSearchSchema`. */
export const receiptSchema = z.object({
  receiptNumber: z.number().int(),
  kind: z.string(),
  title: z.string(),
  personName: z.string(),
  appliedAt: z.string(),
  reason: z.string(),
  /** True when it made journal entries, which the Ledger sheet shows. */
  hasEntries: z.boolean(),
  /** The run that it posted, while that stands; else null. */
  postedRunId: z.string().nullable(),
  /** True when it moved stops, which the Route Changes sheet shows. */
  hasRouteChanges: z.boolean().default(false),
  /** True when customers can be written about what it adjusted, declined or returned. */
  hasLetters: z.boolean().default(false),
  /** Rows that it pushed and that stand; null where it is no push of a sheet. */
  standingRows: z.number().int().nullable().default(null),
  /** What reversed it, whole or by row, the oldest first. */
  reversals: z.array(receiptReversalSchema).default([]),
  /** The push that it reversed; null for every other receipt. */
  reversedReceipt: z.number().int().nullable().default(null),
});
export const receiptsReplySchema = z.object({
  receipts: z.array(receiptSchema),
  /** True when there are older ones. */
  hasOlder: z.boolean().default(false),
});
export type ReceiptsReply = z.infer<typeof receiptsReplySchema>;
export type Receipt = z.infer<typeof receiptSchema>;

/** GET /api/loads: what was written for handhelds, the newest first. */
export const loadRowSchema = z.object({
  loadNumber: z.number().int(),
  billRunId: z.string(),
  cycleName: z.string(),
  format: z.string(),
  stops: z.number().int(),
  receiptNumber: z.number().int(),
  personName: z.string(),
  loadedAt: z.string(),
});
export const loadsReplySchema = z.object({ loads: z.array(loadRowSchema) });
export type LoadRow = z.infer<typeof loadRowSchema>;
export type LoadsReply = z.infer<typeof loadsReplySchema>;

/** POST /api/loads/:loadNumber/files: writes a load's files into the bridge's folder, as often as asked. */
export const savedFilesReplySchema = z.object({ folder: z.string(), files: z.array(z.string()) });
export type SavedFilesReply = z.infer<typeof savedFilesReplySchema>;

/** POST /api/receipts/:receipt/letters: writes the letters about its adjustments, of all accounts unless one is named. */
export const writeLettersRequestSchema = z.strictObject({ accountId: z.string().min(1).max(40).optional() });
export type WriteLettersRequest = z.infer<typeof writeLettersRequestSchema>;

/** GET /api/runs/:billRunId/read?key= : one read of a run with what it is judged by. */
export const readQuerySchema = z.object({ key: z.string().min(1).max(64) });
export const pastReadSchema = z.object({
  readOn: calendarDateSchema,
  reading: z.number().int().nullable(),
  days: z.number().int(),
  gallons: z.number().int(),
  estimated: z.boolean(),
});
export type PastRead = z.infer<typeof pastReadSchema>;
const readEventSchema = z.object({
  at: z.string(),
  personName: z.string(),
  /** What happened, as a sentence. */
  what: z.string(),
  reason: z.string(),
  receiptNumber: z.number().int(),
});
export type ReadEvent = z.infer<typeof readEventSchema>;
export const readReplySchema = z.object({
  rowKey: z.string(),
  accountId: z.string(),
  customerName: z.string(),
  address: z.string(),
  meterId: z.string(),
  /** "low" or "high" for a compound meter, else empty. */
  register: z.enum(['', 'low', 'high']),
  status: z.enum(readStatuses),
  exceptions: z.array(z.string()),
  reading: z.number().int().nullable(),
  readOn: calendarDateSchema.nullable(),
  days: z.number().int().nullable(),
  gallons: z.number().int().nullable(),
  usualGallons: z.number().int().nullable(),
  /** Outside of these the device warns the reader; null where nothing tells what is usual. */
  limits: z
    .object({ low: z.string(), high: z.string(), lowGallons: z.number().int(), highGallons: z.number().int() })
    .nullable(),
  /** The reader's and the meter's codes in words; empty when there are none. */
  codes: z.string(),
  /** The newest first, thirteen at most. */
  past: z.array(pastReadSchema),
  /** What happened to this read, the oldest first. */
  trail: z.array(readEventSchema),
});
export type ReadReply = z.infer<typeof readReplySchema>;

/** GET /api/clients */
export const clientSchema = z.object({
  clientId: z.string(),
  label: z.string(),
  personName: z.string(),
  role: z.string(),
  pairedAt: z.string(),
  lastSeenAt: z.string(),
  isThisClient: z.boolean(),
});
export const clientsReplySchema = z.object({ clients: z.array(clientSchema) });
export type PairedClientRow = z.infer<typeof clientSchema>;

/** GET /api/month-end: what is to be done for the month that ended last. */
export const cityShareSchema = z.object({
  service: z.enum(services),
  /** As agreed at the end of the month; null where the service is the City's no longer. */
  basis: z.enum(['billed', 'collected']).nullable(),
  /** At the end of the month, before what was remitted since. */
  dueCents: centsSchema,
  remittedSinceCents: centsSchema,
  toRemitCents: centsSchema,
  notCollectedCents: centsSchema,
  /** How far the report is from the ledger: zero. */
  differenceCents: centsSchema,
});
export const monthEndReplySchema = z.object({
  today: calendarDateSchema,
  month: monthSchema,
  /** The month of the first entry in the books. */
  firstMonth: monthSchema,
  closedThrough: calendarDateSchema.nullable(),
  services: z.array(cityShareSchema),
});
export type CityShare = z.infer<typeof cityShareSchema>;
export type MonthEndReply = z.infer<typeof monthEndReplySchema>;

/** GET /api/accounts/:accountId, as it stands or stood at the end of a day. */
export const accountQuerySchema = z.object({ asOf: calendarDateSchema.optional() });

/** GET /api/accounts/:accountId */
export const accountReplySchema = z.object({
  accountId: z.string(),
  customerName: z.string(),
  address: z.string(),
  rateClass: z.string(),
  status: z.string(),
  balanceCents: centsSchema,
  services: z.array(z.object({ service: z.string(), balanceCents: centsSchema })),
});
export type AccountReply = z.infer<typeof accountReplySchema>;

/** GET /api/routes: the cycles with their routes, also those without stops. */
export const routesReplySchema = z.object({
  cycles: z.array(
    z.object({
      cycleId: z.string(),
      name: z.string(),
      routes: z.array(z.object({ routeId: z.string(), name: z.string(), stops: z.number().int() })),
    }),
  ),
});
export type RoutesReply = z.infer<typeof routesReplySchema>;
export type CycleRoutes = RoutesReply['cycles'][number];

/** GET /api/payment-layouts: how the utility's payment files are laid out. */
export const paymentLayoutRowSchema = z.object({
  name: z.string(),
  /** True when the file has a trailer; a file without one takes the total that the person counted. */
  totalsItself: z.boolean(),
});
export const paymentLayoutsReplySchema = z.object({ layouts: z.array(paymentLayoutRowSchema) });
export type PaymentLayoutRow = z.infer<typeof paymentLayoutRowSchema>;

/** GET /api/reading-layouts: the utility's own layouts of reading files, and whether each says how a device is loaded. */
export const readingLayoutsReplySchema = z.object({
  layouts: z.array(z.object({ name: z.string(), isLoaded: z.boolean() })),
});
export type LayoutRow = z.infer<typeof readingLayoutsReplySchema>['layouts'][number];

/** GET /api/tariffs: every tariff with its versions, the newest first. */
export const tariffVersionSchema = z.object({
  tariffVersionId: z.string(),
  effectiveFrom: calendarDateSchema,
  title: z.string(),
  /** The ordinance or resolution, as the rate file names it. */
  source: z.string(),
  /** True for invented rates, which must be replaced before any real bill. */
  isSample: z.boolean(),
  sha256: z.string(),
  /** Posted bills that it priced. */
  bills: z.number().int(),
  /** The receipt of the command that added it; null for those loaded with the utility. */
  receiptNumber: z.number().int().nullable(),
});
export const tariffSchema = z.object({
  tariffId: z.string(),
  service: z.string(),
  title: z.string(),
  versions: z.array(tariffVersionSchema),
});
export const tariffsReplySchema = z.object({ tariffs: z.array(tariffSchema) });
export type TariffVersionRow = z.infer<typeof tariffVersionSchema>;
export type TariffRow = z.infer<typeof tariffSchema>;
export type TariffsReply = z.infer<typeof tariffsReplySchema>;

/** GET /api/tariffs/versions/:tariffVersionId */
export const tariffSourceReplySchema = z.object({
  tariffId: z.string(),
  tariffVersionId: z.string(),
  service: z.string(),
  effectiveFrom: calendarDateSchema,
  isSample: z.boolean(),
  sha256: z.string(),
  /** The rate file's text as it was loaded, to the byte. */
  text: z.string(),
});
export type TariffSourceReply = z.infer<typeof tariffSourceReplySchema>;

/**
 * POST /api/runs/:billRunId/statements begins to write a posted run's statements into the bridge's folder; GET tells how
 * far that is. They are written in minutes, not seconds, so that nothing waits for them.
 */
export const runStatementsReplySchema = z.object({
  state: z.enum(['none', 'working', 'done', 'failed']),
  /** Written so far, of how many; both 0 where the file lies there from before. */
  written: z.number().int(),
  of: z.number().int(),
  /** The PDF's place, once it is there. */
  file: z.string().nullable(),
  /** What went wrong and what to do; null otherwise. */
  failure: z.object({ message: z.string(), fix: z.string() }).nullable(),
});
export type RunStatementsReply = z.infer<typeof runStatementsReplySchema>;
