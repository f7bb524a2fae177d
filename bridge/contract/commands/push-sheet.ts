import { z } from 'zod';
import { centsSchema } from '../money.js';
import { issueSchema } from '../problem.js';
import { tariffImpactSchema } from '../tariff-impact.js';
import { billChangeSchema } from './bill-change.js';

export const ROWS_PER_PUSH_MAX = 100_000;
export const RECEIPTS_PER_PULL_MAX = 10_000;
/** Journal lines that a reply shows; the ledger has them all. */
export const JOURNAL_LINES_SHOWN_MAX = 200;
/** Accounts and open items whose change a reply shows. */
export const EFFECTS_SHOWN_MAX = 200;
/** Moved stops that a reply shows; the Route Changes sheet has them all. */
export const MOVES_SHOWN_MAX = 200;
const CELL_TEXT_LENGTH_MAX = 2_000;
const KEY_LENGTH_MAX = 80;

/** A cell as Excel holds it: text, number, true or false, or empty. The bridge decides what it means. */
export const sheetCellSchema = z.union([z.string().max(CELL_TEXT_LENGTH_MAX), z.number(), z.boolean(), z.null()]);
export type SheetCell = z.infer<typeof sheetCellSchema>;

export const pushRowSchema = z.object({
  key: z.string().max(KEY_LENGTH_MAX),
  /** The row's number in the worksheet, for the person's eyes. */
  sheetRow: z.number().int().positive(),
  /** The sent columns' cells in the order of the sheet kind, as a rule those of the editable ones. */
  cells: z.array(sheetCellSchema).max(64),
  /** Ids of the sent columns whose cell holds a formula; their value is what `cells` has. */
  formulas: z.array(z.string()).max(64).optional(),
});
export type PushRow = z.infer<typeof pushRowSchema>;

/** Every row that the sheet still has. What changed is found by comparing with the pull's baseline at the bridge. */
export const pushSheetPayloadSchema = z.object({
  pullId: z.string().max(64),
  /** all: one refused row refuses the push. valid: refused rows stay in the sheet, the others are applied. */
  mode: z.enum(['all', 'valid']),
  /** One of the ways in which sheets of the kind are pushed; the first of them unless told. */
  way: z.string().max(40).optional(),
  /**
   * The receipts of this pull that this workbook got. One that was closed without saving, or copied, lacks some of the
   * bridge's: what was pushed with those meets its rows as another person's change would.
   */
  knownReceipts: z.array(z.number().int()).max(RECEIPTS_PER_PULL_MAX).default([]),
  rows: z.array(pushRowSchema).max(ROWS_PER_PUSH_MAX),
});
export type PushSheetPayload = z.infer<typeof pushSheetPayloadSchema>;

/** What became of one row. `text` is what its Status cell shows. */
export const rowStatusSchema = z.object({
  key: z.string(),
  sheetRow: z.number().int(),
  state: z.enum(['unchanged', 'applied', 'refused']),
  text: z.string(),
  /** The key with which the row is taken for pushed before; it is given back to the row. */
  pushedKey: z.string().optional(),
  /** What the bridge shows beside the row, by the ids of columns that nobody types into. */
  shown: z.record(z.string(), sheetCellSchema).optional(),
});
export type RowStatus = z.infer<typeof rowStatusSchema>;

/** Someone else changed the same cell since the pull. */
export const conflictSchema = z.object({
  rowKey: z.string(),
  column: z.string(),
  yours: sheetCellSchema,
  pulled: sheetCellSchema,
  now: sheetCellSchema,
});
export type Conflict = z.infer<typeof conflictSchema>;

export const journalLineSchema = z.object({
  entryNumber: z.number().int().nullable(),
  ledgerAccount: z.string(),
  name: z.string(),
  accountId: z.string().nullable(),
  amountCents: centsSchema,
});

/** A stop that went to another place in the walking order. */
export const stopMoveSchema = z.object({
  premisesId: z.string(),
  address: z.string(),
  fromRoute: z.string(),
  fromStop: z.number().int(),
  toRoute: z.string(),
  toStop: z.number().int(),
});
export type StopMove = z.infer<typeof stopMoveSchema>;

/** What entries do to an open item: what they pay of it, and what is left. */
export const itemEffectSchema = z.object({
  accountId: z.string(),
  chargeType: z.string(),
  entryNumber: z.number().int(),
  billNumber: z.number().int().nullable(),
  paidCents: centsSchema,
  leftCents: centsSchema,
});

/** What all entries of a push come to, by ledger account, by customer account and by open item. */
export const pushEffectSchema = z.object({
  ledger: z.array(z.object({ ledgerAccount: z.string(), name: z.string(), amountCents: centsSchema })),
  /** What is due to the City more or less by it. */
  cityCents: centsSchema,
  /** At most the first {@link EFFECTS_SHOWN_MAX} accounts. */
  balances: z.array(z.object({ accountId: z.string(), beforeCents: centsSchema, afterCents: centsSchema })),
  /** At most the first {@link EFFECTS_SHOWN_MAX} items. */
  items: z.array(itemEffectSchema),
});
export type PushEffect = z.infer<typeof pushEffectSchema>;

const totalSchema = z.object({ label: z.string(), value: z.string() });

/** What the rows that wait come to once they are approved: made by the same code and taken back. */
export const ifApprovedSchema = z.object({
  /** The people by name whose limits let them approve it; none where it takes several in an emergency. */
  waitsFor: z.array(z.string()),
  bills: z.array(billChangeSchema),
  notices: z.array(z.string()),
  totals: z.array(totalSchema),
  /** At most the first {@link JOURNAL_LINES_SHOWN_MAX} lines. */
  journal: z.array(journalLineSchema),
  effect: pushEffectSchema.nullable(),
});
export type IfApproved = z.infer<typeof ifApprovedSchema>;

export const pushSheetReplySchema = z.object({
  pullId: z.string(),
  /** Rows changed, rows refused, rows as pulled. */
  applied: z.number().int(),
  refused: z.number().int(),
  unchanged: z.number().int(),
  /** Every row but the unchanged. */
  rows: z.array(rowStatusSchema),
  issues: z.array(issueSchema),
  conflicts: z.array(conflictSchema),
  /** Sentences worth knowing that refuse nothing, e.g. rows deleted from the sheet. */
  notices: z.array(z.string()),
  /** Totals for the receipt: what the push did, in the trade's words. */
  totals: z.array(totalSchema),
  /** The bills that are made again, service by service. */
  bills: z.array(billChangeSchema).default([]),
  /** The journal that the push makes, at most the first {@link JOURNAL_LINES_SHOWN_MAX} lines. */
  journal: z.array(journalLineSchema),
  /** What the journal comes to; null where nothing is posted. */
  effect: pushEffectSchema.nullable().default(null),
  /** What the rows would post that wait for another person's word; null where none waits. */
  ifApproved: ifApprovedSchema.nullable().default(null),
  /** What new rates change in the bills of each cycle's last posted run; null for other sheets. */
  impact: tariffImpactSchema.nullable().default(null),
  /** The stops that were moved, at most the first {@link MOVES_SHOWN_MAX}; those that only gave way are counted in the totals. */
  moves: z.array(stopMoveSchema).default([]),
});
export type PushSheetReply = z.infer<typeof pushSheetReplySchema>;
