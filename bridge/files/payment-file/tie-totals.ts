import { centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import type { PaymentLayout } from '../../contract/settings/payment-layouts.js';
import type { PaymentRecord } from '../../domain/payments/payment-record.js';
import type { FileIssues } from '../reading-file/file-issues.js';
import type { Row } from '../split-rows.js';
import { plainAmount } from './amount-text.js';
import type { LayoutReader } from './layout-reader.js';

interface Stated {
  readonly trailer: Row | null;
  readonly layout: PaymentLayout;
  readonly controlTotalCents: Cents | null;
}

/** Holds the payments against what the trailer says of them and what the person counted; each difference is an issue. */
export function tieTotals(
  records: readonly PaymentRecord[],
  { trailer, layout, controlTotalCents }: Stated,
  reader: LayoutReader,
  issues: FileIssues,
): void {
  const total = sumCents(records.map(({ amountCents }) => amountCents));
  if (layout.trailer !== undefined) {
    if (trailer === null) addMissingTrailer(records, issues);
    else tieTrailer(records, total, { row: trailer, columns: layout.trailer, layout }, reader);
  }
  if (controlTotalCents === null || controlTotalCents === total) return;
  const [found, given] = [centsToDollars(total), centsToDollars(controlTotalCents)];
  issues.add({
    code: 'wrong-total',
    line: records.at(-1)?.line ?? 1,
    field: '',
    message: `The payments come to ${found}, and the control total is ${given}: a difference of ${difference(total, controlTotalCents)}.`,
    fix: 'Count again, or find the payment that is missing, doubled or mistyped.',
  });
}

interface Trailer {
  readonly row: Row;
  readonly columns: NonNullable<PaymentLayout['trailer']>;
  readonly layout: PaymentLayout;
}

function tieTrailer(
  records: readonly PaymentRecord[],
  total: Cents,
  { row, columns, layout }: Trailer,
  reader: LayoutReader,
): void {
  const countText = reader.cell(row, columns.count) ?? '';
  if (!/^\d{1,9}$/.test(countText) || Number(countText) !== records.length) {
    reader.addIssue(row, columns.count, {
      code: 'wrong-count',
      message: `The trailer counts "${countText}" payments, and the file holds ${records.length}.`,
      fix: FIX,
    });
  }
  const totalText = reader.cell(row, columns.total) ?? '';
  const stated = plainAmount(totalText, layout.amountIn);
  if (stated === total) return;
  const by = stated === null ? '' : `: a difference of ${difference(total, stated)}`;
  reader.addIssue(row, columns.total, {
    code: 'wrong-total',
    message: `The trailer totals "${totalText}", and the payments come to ${centsToDollars(total)}${by}.`,
    fix: FIX,
  });
}

const FIX = 'The file was cut or changed on its way, or written wrongly. Get it again from the bank; do not mend it.';

function addMissingTrailer(records: readonly PaymentRecord[], issues: FileIssues): void {
  issues.add({
    code: 'trailer-missing',
    line: (records.at(-1)?.line ?? 0) + 1,
    field: '',
    message: 'The trailer, which ends the file, is missing: the file is cut.',
    fix: FIX,
  });
}

function difference(found: Cents, stated: Cents): string {
  return centsToDollars(sumCents([found, negated(stated)]));
}
