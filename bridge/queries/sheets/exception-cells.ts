import { severityWords, type BillDecision, type BillSeverity } from '../../contract/bill-review.js';
import { dateInTimeZone } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, type Cents } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import type { Disposition, ExceptionState } from '../../domain/bill-review/disposition.js';

/** An exception as its row shows it. */
export interface ShownException {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: string;
  /** Null where it is not known any more, as are the severity and what to do. */
  readonly routeId: string | null;
  readonly name: string;
  readonly severity: BillSeverity | null;
  readonly sentence: string;
  readonly fix: string | null;
  readonly state: ExceptionState;
  readonly decision: BillDecision | null;
  readonly disposition: Disposition | null;
  /** Null where there is no bill. */
  readonly usageGallons: number | null;
  readonly totalCents: Cents | null;
  readonly lastBillCents: Cents | null;
}

const TO_DO: Readonly<Partial<Record<ExceptionState, string>>> = {
  open: 'decide',
  changed: 'look again',
  fix: 'fix',
};

/** The key of an exception's row. */
export function exceptionKeyOf({ accountId, name }: Pick<ShownException, 'accountId' | 'name'>): string {
  return `${accountId}/${name}`;
}

/** The sheet's row of an exception. */
export function exceptionCells(shown: ShownException, timeZone: string): SheetCell[] {
  const { severity, decision, disposition, totalCents, lastBillCents, state } = shown;
  return [
    exceptionKeyOf(shown),
    TO_DO[state] ?? null,
    severity === null ? null : severityWords[severity],
    shown.accountId,
    shown.sentence,
    decision,
    decision === null ? null : (disposition?.reason ?? '') || null,
    shown.fix,
    shown.customerName,
    shown.usageGallons,
    totalCents === null ? null : centsToDecimalText(totalCents),
    lastBillCents === null ? null : centsToDecimalText(lastBillCents),
    state === 'done' ? 'nothing to do' : state,
    disposition === null ? null : decidedWords(disposition, timeZone),
    className(shown.rateClass),
    shown.routeId,
    shown.address,
  ];
}

/** The words for who decided what, and of what where that has changed. */
function decidedWords(
  { decision, personName, decidedAt, reason, receiptNumber }: Disposition,
  timeZone: string,
): string {
  const day = dateInTimeZone(new Date(decidedAt), timeZone);
  const why = reason === '' ? '' : `: ${reason}`;
  return `${decision ?? 'taken back'}, ${personName}, ${day}, receipt ${receiptNumber}${why}`;
}
