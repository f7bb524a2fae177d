import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { cents, centsToDecimalText, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import { adjustmentRegisterSheet } from '../../contract/sheets/adjustment-register.js';
import { dayRangeSchema, dayRangeText, type DayRange } from '../../contract/sheets/day-range.js';
import { limitsOf } from '../../domain/adjusting/adjustment-limits.js';
import { chargesText } from '../../domain/adjusting/register/charges-text.js';
import { outliers, type LimitOf } from '../../domain/adjusting/register/outliers.js';
import { isStanding, type RegisterRecord } from '../../domain/adjusting/register/register-record.js';
import type { Database } from '../../store/database.js';
import { adjustmentLimits } from '../adjusted-today.js';
import { adjustmentRegister } from '../adjusting/adjustment-register.js';
import { chart } from '../chart.js';
import { people } from '../people.js';
import { utilityDate, utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** Every adjustment and request of these days, the newest first. Throws `dates-crossed`. */
export const adjustmentRegisterSource: SheetSource<DayRange> = {
  kind: adjustmentRegisterSheet,
  parameters: dayRangeSchema,
  async read(database, range, now) {
    const subject = `Adjustments ${dayRangeText(range)}`;
    const { timeZone } = await utilitySettings(database, now);
    const records = await adjustmentRegister(database, { ...range, chart: await chart(database), timeZone });
    const looks = outliers(records, await limitsNow(database, now));
    return { subject, rows: records.map((record) => toRow(record, looks)), totals: totalsOf(records, looks) };
  },
};

/** What people may adjust alone is told by today's setting: it is today that somebody asks. */
async function limitsNow(database: Database, now: Date): Promise<LimitOf> {
  const limits = await adjustmentLimits(database, await utilityDate(database, now));
  const known = new Map((await people(database)).map((person) => [person.personId, limitsOf(person, limits)]));
  return ({ requestedBy, kind }) => {
    const own = known.get(requestedBy.personId);
    return own === undefined ? null : (own.kindLimits.get(kind) ?? own.limitCents);
  };
}

function toRow(record: RegisterRecord, looks: ReadonlyMap<string, string>): SheetCell[] {
  const { amountCents, charges, entryNumber } = record;
  const part = (isOf: (charge: RegisterRecord['charges'][number]) => boolean) => {
    return amountCents === null ? null : sumCents(charges.filter(isOf).map((charge) => charge.amountCents));
  };
  return [
    ...[record.key, record.state, record.date, record.receipt, entryNumber, record.accountId, record.customerName],
    ...[
      record.kind,
      record.cause || null,
      record.billNumbers.join(', ') || null,
      chargesText(charges) || null,
      money(record.askedCents),
    ],
    ...[money(amountCents), money(part(({ isTax }) => isTax))],
    ...[money(part(({ isOfCity }) => !isOfCity)), money(part(({ isOfCity }) => isOfCity))],
    isStanding(record) ? centsToDecimalText(record.amountCents) : null,
    record.requestedBy.name,
    record.approvedBy.map(({ name }) => name).join(', ') || null,
    ...[record.word || null, record.requestNumber, record.reason || null, record.document || null],
    ...[
      record.documentsOn,
      record.leakOn,
      record.note || null,
      record.calculation.join(' ') || null,
      record.reversedBy,
    ],
    looks.get(record.key) ?? null,
  ];
}

function money(amount: Cents | null): string | null {
  return amount === null ? null : centsToDecimalText(amount);
}

function totalsOf(records: readonly RegisterRecord[], looks: ReadonlyMap<string, string>) {
  const amounts = records.filter(isStanding).map(({ amountCents }) => amountCents);
  const reversed = records.filter(({ reversedBy }) => reversedBy !== null);
  const total = (of: readonly Cents[]) => centsToDollars(sumCents(of));
  return [
    { label: 'Stand', value: amounts.length.toLocaleString('en-US') },
    { label: 'Credits', value: total(amounts.filter((amount) => amount < 0)) },
    { label: 'Charges', value: total(amounts.filter((amount) => amount > 0)) },
    { label: 'Net', value: total(amounts) },
    { label: 'Reversed', value: total(reversed.map(({ amountCents }) => amountCents ?? cents(0))) },
    { label: 'Not posted', value: String(records.filter(({ amountCents }) => amountCents === null).length) },
    { label: 'Worth a look', value: String(looks.size) },
  ];
}
