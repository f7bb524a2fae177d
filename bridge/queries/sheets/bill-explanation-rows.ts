import { centsToDollars } from '../../contract/money.js';
import {
  billExplanationParametersSchema,
  billExplanationSheet,
  type BillExplanationParameters,
} from '../../contract/sheets/bill-explanation.js';
import { type ExplanationRow, billRowKey, explanationRows } from '../../domain/tariff/index.js';
import { billExplanation, type ExplainedCharge } from '../bill-explanation.js';
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
      rows: [...rows, totalRow(charges.map(({ prefix }) => billRowKey(prefix)))],
      totals: [
        { label: 'Customer', value: bill.customerName },
        { label: 'Billed on', value: bill.billedOn },
        { label: 'Bill', value: centsToDollars(bill.totalCents) },
      ],
    };
  },
};

type Charge = ExplainedCharge & { readonly prefix: string };
type Cells = readonly (string | null)[];

/** Which rates were used. */
function versionRow({ service, prefix, explanation, tariffVersionId }: Charge): Cells {
  const { title, source, effectiveDate } = explanation.tariff;
  const rates = `${title}, from ${effectiveDate ?? 'no date'}, class ${explanation.className}`;
  return [`${prefix}rates`, service, 'Rates', rates, source, null, null, null, `version ${tariffVersionId}`];
}

function chargeRows({ service, prefix, explanation }: Charge): readonly Cells[] {
  return explanationRows(explanation, prefix).map((row) => cells(service, row));
}

function cells(service: string, { key, part, what, how, quantity, price, amount, note }: ExplanationRow): Cells {
  return [key, service, part, what, how, quantity, price, amount, note];
}

function totalRow(keys: readonly string[]): Cells {
  const total = keys.length === 0 ? '0' : `=SUM(${keys.map((key) => `{${key}:amount}`).join(',')})`;
  return ['total', 'all', 'Bill', 'The bill', 'the sum of the services', null, null, total, ''];
}
