import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { counted } from '../../contract/counted.js';
import { cents, centsToDecimalText, centsToDollars } from '../../contract/money.js';
import {
  reconciliationParametersSchema,
  reconciliationSheet,
  type ReconciliationParameters,
} from '../../contract/sheets/reconciliation.js';
import { verifyLedger, type Proof } from '../proof/verify-ledger.js';
import { comparisons, type Comparison } from '../reconciliation.js';
import { utilityDate } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** The findings of the proof on top, then every balance beside what it must be. */
export const reconciliationSource: SheetSource<ReconciliationParameters> = {
  kind: reconciliationSheet,
  parameters: reconciliationParametersSchema,
  async read(database, _parameters, now) {
    const today = await utilityDate(database, now);
    const proof = await verifyLedger(database);
    const compared = await comparisons(database, today);
    const differing = compared.filter((row) => exceptionOf(row) !== null);
    const agreeing = compared.filter((row) => exceptionOf(row) === null);
    const found = proof.findings.length + differing.length;
    return {
      subject: found === 0 ? `The books prove on ${today}` : `${counted(found, 'exception')} on ${today}`,
      rows: [...proof.findings.map(findingRow), ...differing.map(toRow), ...agreeing.map(toRow), chainRow(proof)],
      totals: [
        { label: 'Exceptions', value: found.toLocaleString('en-US') },
        { label: 'Receivable', value: centsToDollars(proof.receivableCents) },
      ],
    };
  },
};

function findingRow({ code, message }: Proof['findings'][number], index: number): SheetCell[] {
  return [`finding/${index + 1}`, `Proof: ${code}`, null, null, null, null, message];
}

function exceptionOf({ ledgerCents, detailCents }: Comparison): string | null {
  if (ledgerCents === null || detailCents === null) return "It can't be reckoned: the proof above says why.";
  return ledgerCents === detailCents ? null : 'The ledger and the detail differ.';
}

function toRow(row: Comparison): SheetCell[] {
  const { key, what, ledgerCents, against, detailCents } = row;
  const difference = ledgerCents === null || detailCents === null ? null : ledgerCents - detailCents;
  return [key, what, amount(ledgerCents), against, amount(detailCents), amount(difference), exceptionOf(row)];
}

function amount(value: number | null): string | null {
  return value === null ? null : centsToDecimalText(cents(value));
}

function chainRow({ entries, bills, head: { receiptNumber, hash } }: Proof): SheetCell[] {
  const what = `Chain: ${counted(entries, 'entry', 'entries')}, ${counted(bills, 'bill')}`;
  const head = receiptNumber === null ? 'No receipt yet' : `Receipt ${receiptNumber}, head ${hash}`;
  return ['chain', what, null, head, null, null, null];
}
