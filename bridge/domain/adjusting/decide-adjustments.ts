import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { cents, centsToDecimalText, negated, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import type { AdjustmentKind } from '../../contract/sheets/adjustments.js';
import { shownAccountCells } from '../../contract/sheets/shown-account.js';
import type { AccountEntryKind } from '../../contract/sheets/account-entries.js';
import { chargeEntry, type Charge } from '../ledger/charge-entry.js';
import type { Chart } from '../ledger/chart.js';
import { depositCorrectionEntry } from '../ledger/entries/deposit-and-refund-entries.js';
import { OpenItemBook } from '../ledger/open-item-book.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { LeakAccount, LeakFacts } from './leak/leak-facts.js';
import type { AdjustableAccount, AdjustableBill, AdjustmentFacts } from './adjustment-facts.js';
import { aboveLimit } from './adjustment-limits.js';
import { billNumbersOf, changesByService } from './bill-share.js';
import { workOutAfterMoveOut, workOutCorrection } from './kinds/correction.js';
import { workOutDepositCorrection } from './kinds/deposit-correction.js';
import { workOutLateChargeWaiver, workOutReturnedPaymentFee } from './kinds/fee-and-late-charge.js';
import { workOutGoodwill } from './kinds/goodwill.js';
import { workOutLeak } from './kinds/leak.js';
import { afterWaiver } from './late-charges-left.js';
import { toRebill } from './kinds/to-rebill.js';
import { workOutTransfer, workOutWriteOff } from './kinds/moved-and-written-off.js';
import type { FlawedAdjustment } from './flawed-adjustment.js';
import { refusalsOfRow } from './refusals-of-row.js';
import { ruleDayOf } from './rule-day.js';
import type { TypedAdjustment } from './typed-adjustment.js';
import { isOfAllOpen } from './rows-in-turn.js';
import { isRefused, type AdjustmentRow, type WorkedOut, type WorkOut } from './worked-out.js';

/** An adjustment that may be posted, with its journal entry. */
export interface DecidedAdjustment extends Omit<WorkedOut, 'effect' | 'waivedOf'> {
  readonly typed: TypedAdjustment;
  /** None where it corrects the deposit. */
  readonly charges: readonly Charge[];
  /** By the rules of which other day the charges are credited; null where they go by today's. */
  readonly ruledOn: CalendarDate | null;
  readonly entry: DraftEntry;
}

/** A row that is posted as an account entry: what moves to another account or is written off. */
export interface DecidedAccountEntry {
  readonly typed: TypedAdjustment;
  readonly what: AccountEntryKind;
  /** The type of charge that it is of; null for whatever is open. */
  readonly chargeType: string | null;
  /** As the Account Entries sheet has it: more than zero. */
  readonly entryCents: Cents;
  readonly calculation: readonly string[];
}

/** A row that is sound and still needs another person's word. */
export interface WaitingAdjustment {
  readonly typed: TypedAdjustment;
  readonly amountCents: Cents;
  /** The bills that it would correct. */
  readonly billNumbers: readonly number[];
  readonly why: string;
}

export interface AdjustmentDecision {
  readonly adjustments: readonly DecidedAdjustment[];
  readonly entries: readonly DecidedAccountEntry[];
  readonly waiting: readonly WaitingAdjustment[];
  readonly issues: readonly Issue[];
  /** What stands beside each row whose account is known, by key and column. */
  readonly shown: ReadonlyMap<string, ShownFacts>;
}

/** The cells that the bridge fills in beside a typed row. */
export type ShownFacts = Readonly<Record<'name' | 'balance' | 'lastBill' | 'tax' | 'total' | 'corrects', SheetCell>>;

/** How each kind is worked out. */
const KINDS: Readonly<Record<AdjustmentKind, WorkOut>> = {
  leak: workOutLeak,
  misread: workOutCorrection,
  'wrong tariff': workOutCorrection,
  'wrong meter or multiplier': workOutCorrection,
  'billed after move-out': workOutAfterMoveOut,
  'billing error': workOutCorrection,
  goodwill: workOutGoodwill,
  'returned payment fee': workOutReturnedPaymentFee,
  'late charge waiver': workOutLateChargeWaiver,
  'deposit correction': workOutDepositCorrection,
  'transfer between accounts': workOutTransfer,
  'write-off': workOutWriteOff,
  rebill: toRebill,
};

/**
 * Decides which typed adjustments may be posted and which wait for another person, and says everything that is wrong with
 * the others. Each row sees what the rows above have charged and left open; what is posted rests on nothing that waits,
 * since that may be declined.
 * @param flawed rows of the same push that something is wrong with: what else is said of them too
 */
export function decideAdjustments(
  typed: readonly TypedAdjustment[],
  facts: AdjustmentFacts,
  flawed: readonly FlawedAdjustment[] = [],
): AdjustmentDecision {
  const together = decideTogether(typed, facts, flawed);
  if (together.waiting.length === 0) return together;
  const postable = new Set([...together.adjustments, ...together.entries].map((each) => each.typed.key));
  const alone = decideAdjustments(
    typed.filter(({ key }) => postable.has(key)),
    facts,
  );
  return {
    ...alone,
    waiting: [...together.waiting, ...alone.waiting],
    issues: [...together.issues, ...alone.issues],
    shown: new Map([...together.shown, ...alone.shown]),
  };
}

function decideTogether(
  typed: readonly TypedAdjustment[],
  facts: AdjustmentFacts,
  flawed: readonly FlawedAdjustment[],
): AdjustmentDecision {
  const books = new RowBooks(facts);
  const issues: Issue[] = [];
  const shown = new Map<string, ShownFacts>();
  const sound: { typed: TypedAdjustment; workedOut: WorkedOut }[] = [];
  for (const row of inSheetOrder(typed, flawed)) {
    const workOut = KINDS[row.typed.kind];
    const { key, sheetRow } = row.typed;
    const known = books.of(row.typed, facts);
    const result = known === null || row.isFlawed ? [] : workOut(known);
    if (known) shown.set(key, shownFacts(known, isRefused(result) ? null : result));
    if (isRefused(result)) {
      const refusals = refusalsOfRow(row, known, facts, workOut);
      issues.push(...refusals.map((each) => ({ ...each, rowKey: key, sheetRow })));
    } else {
      books.note(row.typed, result);
      sound.push({ typed: row.typed, workedOut: result });
    }
  }
  return { ...parted(sound, facts, books), issues, shown };
}

interface DecidedRow extends FlawedAdjustment {
  readonly isFlawed: boolean;
}

const NO_FAULTS: ReadonlySet<string> = new Set();

function inSheetOrder(typed: readonly TypedAdjustment[], flawed: readonly FlawedAdjustment[]): DecidedRow[] {
  const sound = typed.map((row) => ({ typed: row, faults: NO_FAULTS, isFlawed: false }));
  if (flawed.length === 0) return sound;
  const all = [...sound, ...flawed.map((row) => ({ ...row, isFlawed: true }))];
  return all.sort((a, b) => a.typed.sheetRow - b.typed.sheetRow);
}

/** What stands on accounts and bills while rows are decided one after the other. */
class RowBooks {
  readonly items: OpenItemBook;
  readonly #leak: LeakFacts | null;
  readonly #accounts: Map<string, AdjustableAccount>;
  readonly #corrected: Map<number, string>;
  readonly #bills: Map<number, AdjustableBill>;
  readonly #leaks: Map<string, LeakAccount>;
  readonly #today: CalendarDate;

  readonly #chart: Chart;

  constructor({ openItems, accounts, bills, correctedBills, leak, today, chart }: AdjustmentFacts) {
    this.items = new OpenItemBook(openItems);
    this.#accounts = new Map(accounts);
    this.#corrected = new Map(correctedBills);
    this.#bills = new Map(bills);
    this.#chart = chart;
    this.#leaks = new Map(leak?.accounts);
    this.#leak = leak === null ? null : { ...leak, accounts: this.#leaks };
    this.#today = today;
  }

  /** A row with its account and the bill that it names, else the last one, after the rows above; null for no account. */
  of(typed: TypedAdjustment, facts: AdjustmentFacts): AdjustmentRow | null {
    const account = this.#accounts.get(typed.accountId);
    if (account === undefined) return null;
    return {
      typed,
      account,
      bills: this.#bills,
      bill: this.#bills.get(typed.billNumber ?? account.lastBillNumber ?? 0) ?? null,
      open: this.items.of(typed.accountId),
      facts,
      leak: this.#leak,
      correctedBills: this.#corrected,
    };
  }

  /** The rows below see what the account has then, that the bills are adjusted, and that there is a leak credit. */
  note(typed: TypedAdjustment, workedOut: WorkedOut): void {
    const { accountId, kind, sheetRow } = typed;
    const { shares } = workedOut;
    if (isOfAllOpen(typed)) this.items.clear(accountId, chargeTypeOf(typed, this.#chart));
    this.#noteAccount(accountId, workedOut);
    if (kind === 'leak') this.#noteLeak(typed, billNumbersOf(shares));
    for (const { billNumber, charges } of shares) {
      if (kind !== 'leak' && kind !== 'goodwill') this.#corrected.set(billNumber, `row ${sheetRow}`);
      const bill = this.#bills.get(billNumber);
      if (bill === undefined) continue;
      const changes = changesByService(charges, this.#chart).map((change) => ({ ...change, kind, receipt: null }));
      this.#bills.set(billNumber, { ...bill, adjusted: [...bill.adjusted, ...changes] });
    }
  }

  #noteAccount(accountId: string, { amountCents, effect, waivedOf }: WorkedOut): void {
    const account = this.#accounts.get(accountId);
    if (account === undefined) return;
    if ('deposit' in effect) {
      this.#accounts.set(accountId, { ...account, depositCents: cents(account.depositCents + effect.deposit) });
      return;
    }
    const lateCharges = new Map(account.lateCharges);
    let { feesCents } = account;
    for (const charge of 'charges' in effect ? effect.charges : []) {
      const { nature, service } = this.#chart.chargeType(charge.chargeType);
      const late = service === null || nature !== 'late-charge' ? undefined : lateCharges.get(service);
      if (late && service && waivedOf) {
        lateCharges.set(service, afterWaiver(late, negated(charge.amountCents), waivedOf));
      }
      if (nature === 'fee') feesCents = cents(feesCents + charge.amountCents);
    }
    const balanceCents = cents(account.balanceCents + amountCents);
    this.#accounts.set(accountId, { ...account, balanceCents, feesCents, lateCharges });
  }

  #noteLeak({ accountId, sheetRow, requestedOn }: TypedAdjustment, billNumbers: readonly number[]): void {
    const { bills, earlier } = this.#leaks.get(accountId) ?? { bills: [], earlier: [] };
    const asked = requestedOn === null ? {} : { requestedOn };
    const credit = { creditedOn: this.#today, billNumbers, where: `row ${sheetRow}`, ...asked };
    this.#leaks.set(accountId, { bills, earlier: [...earlier, credit] });
  }
}

/** The type of charge that a row of what moves or is written off is of; null for whatever is open. */
function chargeTypeOf({ service }: TypedAdjustment, chart: Chart): string | null {
  return service === null ? null : chart.chargeTypeOf(service, 'service');
}

/** Parts the sound rows into those that are posted and those that wait. */
function parted(
  sound: readonly { readonly typed: TypedAdjustment; readonly workedOut: WorkedOut }[],
  facts: AdjustmentFacts,
  { items }: RowBooks,
): Pick<AdjustmentDecision, 'adjustments' | 'entries' | 'waiting'> {
  const limited = sound.map(({ typed: { key, accountId, kind }, workedOut: { amountCents } }) => {
    return { key, accountId, kind, amountCents };
  });
  const above = aboveLimit(limited, facts.limit);
  const adjustments: DecidedAdjustment[] = [];
  const entries: DecidedAccountEntry[] = [];
  const waiting: WaitingAdjustment[] = [];
  for (const { typed, workedOut } of sound) {
    const { effect, amountCents, taxCents, shares, calculation, exception } = workedOut;
    const why = whyWaiting(workedOut, above.get(typed.key), facts);
    if (why !== null) waiting.push({ typed, amountCents, billNumbers: billNumbersOf(shares), why });
    else if ('entry' in effect) {
      const entryCents = cents(Math.abs(amountCents));
      const chargeType = chargeTypeOf(typed, facts.chart);
      entries.push({ typed, what: effect.entry, chargeType, entryCents, calculation });
    } else {
      const ruledOn = ruledOnOf(workedOut, facts);
      const number = facts.nextEntryNumber + adjustments.length;
      const entry = entryOf(typed, effect, { facts, items, number, ruledOn: ruledOn ?? facts.today });
      const charges = 'charges' in effect ? effect.charges : [];
      adjustments.push({ typed, amountCents, taxCents, shares, calculation, exception, charges, ruledOn, entry });
    }
  }
  return { adjustments, entries, waiting };
}

/** Another person's word answers what a rule asks for, and several people's what a limit does. */
function whyWaiting({ exception }: WorkedOut, above: string | undefined, { approval }: AdjustmentFacts): string | null {
  if (approval === 'emergency') return null;
  return (approval === 'none' ? exception : null) ?? above ?? null;
}

/** What corrects a bill or waives a late charge goes by the rules of the day of that, where today's are others. */
function ruledOnOf({ shares, effect, waivedOf }: WorkedOut, facts: AdjustmentFacts): CalendarDate | null {
  if (waivedOf === undefined || !('charges' in effect)) return ruleDayOf(shares, facts.bills, facts).ruledOn;
  const types = effect.charges.map(({ chargeType }) => chargeType);
  return facts.chart.isCreditedAlike(types, waivedOf, facts.today) ? null : waivedOf;
}

interface EntryPlace {
  readonly facts: AdjustmentFacts;
  readonly items: OpenItemBook;
  readonly number: number;
  readonly ruledOn: CalendarDate;
}

function entryOf(
  typed: TypedAdjustment,
  effect: { readonly charges: readonly Charge[] } | { readonly deposit: Cents },
  { facts, items, number, ruledOn }: EntryPlace,
): DraftEntry {
  const { chart, rule, today } = facts;
  const { accountId, kind, service, reason } = typed;
  const memo = `Adjustment (${kind})${service === null ? '' : `, ${service}`}: ${reason}`;
  const input = { accountId, effectiveOn: today, memo };
  if ('deposit' in effect) return depositCorrectionEntry({ ...input, amountCents: effect.deposit }, chart);
  const books = { chart, rule, items: items.of(accountId) };
  const entry = chargeEntry({ kind: 'adjustment', charges: effect.charges, ruledOn, ...input }, books);
  if (!entry) throw new RangeError(`Row ${typed.key} was checked and still has no amount.`);
  items.follow(entry);
  items.charge(entry, number, { dueOn: today, ruledOn }, chart);
  return entry;
}

function shownFacts({ account, typed, facts: { bills } }: AdjustmentRow, workedOut: WorkedOut | null): ShownFacts {
  const { name, balanceCents, lastBillNumber } = account;
  const lastBill = bills.get(lastBillNumber ?? 0) ?? null;
  const cells = shownAccountCells({ name, balanceCents, lastBill });
  return {
    name: cells.name,
    balance: cells.balance,
    lastBill: cells.lastBill,
    tax: workedOut ? centsToDecimalText(workedOut.taxCents) : null,
    total: workedOut ? centsToDecimalText(workedOut.amountCents) : null,
    corrects:
      (workedOut ? billNumbersOf(workedOut.shares) : named(typed))
        .map((number) => billText(number, bills))
        .join('; ') || null,
  };
}

function named({ billNumber }: TypedAdjustment): number[] {
  return billNumber === null ? [] : [billNumber];
}

/** A leak may be of bills that nobody named: these are told by their numbers. */
function billText(billNumber: number, bills: AdjustmentFacts['bills']): string {
  const bill = bills.get(billNumber);
  return bill === undefined ? String(billNumber) : `${billNumber} of ${bill.billedOn}`;
}
