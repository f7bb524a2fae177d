import { centsToDollars } from '../../contract/money.js';
import {
  billExplanationParametersSchema,
  billExplanationSheet,
  type BillExplanationParameters,
} from '../../contract/sheets/bill-explanation.js';
import {
  divide,
  exactReference,
  formula,
  type FormulaPart,
  multiply,
  number,
  round,
  subtract,
  sum,
} from '../../contract/sheets/formula-builder.js';
import { type ExplanationRow, billRowKey, explanationRows } from '../../domain/tariff/index.js';
import { billExplanation, type DaysShare, type ExplainedCharge } from '../bill-explanation.js';
import type { SheetSource } from './sheet-source.js';

/** A posted bill, charge by charge, in live formulas, with the total of them all. */
export const billExplanationSource: SheetSource<BillExplanationParameters> = {
  kind: billExplanationSheet,
  parameters: billExplanationParametersSchema,
  async read(database, parameters) {
    const bill = await billExplanation(database, parameters);
    const charges = bill.charges.map((charge, index) => ({ ...charge, prefix: `${charge.service}-${index + 1}-` }));
    const rows = charges.flatMap((charge) => [versionRow(charge), ...chargeRows(charge)]);
    return {
      subject: `Bill ${bill.billNumber} of account ${bill.accountId}, ${bill.periodFrom} to ${bill.periodTo}`,
      rows: [...rows, totalRow(charges.map(totalKey))],
      totals: [
        { label: 'Customer', value: bill.customerName },
        { label: 'Billed on', value: bill.billedOn },
        { label: 'Bill', value: centsToDollars(bill.totalCents) },
        ...(bill.rebill === null
          ? []
          : [
              { label: 'Made again', value: `by rebill ${bill.rebill.rebillNumber}` },
              { label: 'As posted', value: centsToDollars(bill.rebill.postedCents) },
            ]),
        ...(bill.reversedBy === null ? [] : [{ label: 'Reversed', value: `by receipt ${bill.reversedBy}` }]),
      ],
    };
  },
};

type Charge = ExplainedCharge & { readonly prefix: string };
type Cells = readonly (string | null)[];

/** Which rates were used. */
function versionRow({ service, prefix, explanation, tariffVersionId, dates }: Charge): Cells {
  const { title, source, effectiveDate } = explanation.tariff;
  const rates = `${title}, from ${effectiveDate ?? 'no date'}, class ${explanation.className}${dates === null ? '' : `, for ${dates}`}`;
  return [`${prefix}rates`, service, 'Rates', rates, source, null, null, null, `version ${tariffVersionId}`];
}

function chargeRows(charge: Charge): readonly Cells[] {
  const { service, prefix, explanation } = charge;
  return [...explanationRows(explanation, prefix).map((row) => cells(service, row)), ...shareRows(charge)];
}

/** The key of the row that holds the dollars of a charge, or of its part. */
function totalKey({ prefix, share }: Charge): string {
  return share === null ? billRowKey(prefix) : `${prefix}share`;
}

/** Where the rows before are of the whole period, the days' part of each line, and their sum. */
function shareRows(charge: Charge): readonly Cells[] {
  const { service, prefix, share } = charge;
  if (share === null) return [];
  const { lines } = share;
  const how = sharedHow(share);
  const parts = lines.map(({ description, isFee }, index): Cells => {
    const whole = exactReference(`${prefix}line-${index + 1}`, 'amount');
    const amount = formula(isFee ? whole : sharedAmount(whole, share));
    return [`${prefix}share-${index + 1}`, service, 'Bill', description, isFee ? 'once' : how, null, null, amount, ''];
  });
  const amounts = lines.map((_, index) => exactReference(`${prefix}share-${index + 1}`, 'amount'));
  const amount = amounts.length === 0 ? '0' : formula(sum(...amounts));
  return [
    ...parts,
    [totalKey(charge), service, 'Bill', 'These days', 'the sum of their lines', null, null, amount, ''],
  ];
}

function sharedHow({ daysBefore, days, ofDays }: DaysShare): string {
  if (daysBefore === 0) return `${days} of ${ofDays} days, to the cent`;
  return `${daysBefore + days} of ${ofDays} days less the ${daysBefore} before, each to the cent`;
}

/** As shareOfDays of the billing rules has it. */
function sharedAmount(whole: FormulaPart, { daysBefore, days, ofDays }: DaysShare): FormulaPart {
  const firstDays = (count: number) => round(divide(multiply(whole, number(String(count))), number(String(ofDays))), 2);
  const upToEnd = firstDays(daysBefore + days);
  return daysBefore === 0 ? upToEnd : round(subtract(upToEnd, firstDays(daysBefore)), 2);
}

function cells(service: string, { key, part, what, how, quantity, price, amount, note }: ExplanationRow): Cells {
  return [key, service, part, what, how, quantity, price, amount, note];
}

function totalRow(keys: readonly string[]): Cells {
  const total = keys.length === 0 ? '0' : `=SUM(${keys.map((key) => `{${key}:amount}`).join(',')})`;
  return ['total', 'all', 'Bill', 'The bill', 'the sum of the services', null, null, total, ''];
}
