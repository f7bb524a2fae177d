import { cents, centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { ledgerParametersSchema, ledgerSheet, type LedgerParameters } from '../../contract/sheets/ledger.js';
import { bulkRead, type StoredValue } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

const NEWEST_ENTRIES = 500;
/** Above this a sheet is no help; the person narrows the question. */
const LINES_MAX = 200_000;

const COLUMNS = [
  'entry_number',
  'line_number',
  'effective_on',
  'kind',
  'account_id',
  'ledger_account',
  'name',
  'amount_cents',
  'memo',
  'command_number',
  'person',
];
type Line = [number, number, string, string, string | null, string, string, number, string, number, string];

/** Journal lines of one account, of one receipt, or of the newest entries. */
export const ledgerSource: SheetSource<LedgerParameters> = {
  kind: ledgerSheet,
  parameters: ledgerParametersSchema,
  async read(database, parameters) {
    const lines = await readLines(database, parameters);
    return { subject: subjectOf(parameters), rows: lines.map(toRow), totals: totalsOf(lines) };
  },
};

async function readLines(database: Database, parameters: LedgerParameters): Promise<Line[]> {
  const [condition, bindings] = conditionOf(parameters);
  const lines = await bulkRead<Line>(
    database,
    COLUMNS,
    `SELECT journal_entry.entry_number, line_number, effective_on, journal_entry.kind, journal_entry.account_id,
            posting.ledger_account, ledger_account.name, amount_cents, memo, command_number, person.name AS person
     FROM journal_entry
     JOIN posting USING (entry_number)
     JOIN ledger_account USING (ledger_account)
     JOIN command USING (command_number)
     JOIN person USING (person_id)
     WHERE ${condition}
     ORDER BY journal_entry.entry_number DESC, line_number
     LIMIT ${LINES_MAX + 1}`,
    bindings,
  );
  if (lines.length <= LINES_MAX) return lines;
  throw new CurbstopError({
    code: 'too-many-rows',
    message: `That is more than ${LINES_MAX.toLocaleString('en-US')} journal lines, the most that one pull brings.`,
    fix: 'Ask for one account, or for one receipt with fewer lines.',
  });
}

function conditionOf({ accountId, receiptNumber }: LedgerParameters): [string, StoredValue[]] {
  if (accountId !== undefined)
    return ['journal_entry.entry_number IN (SELECT entry_number FROM posting WHERE account_id = ?)', [accountId]];
  if (receiptNumber !== undefined) {
    return [
      'journal_entry.entry_number IN (SELECT entry_number FROM journal_entry WHERE command_number = ?)',
      [receiptNumber],
    ];
  }
  return [
    `journal_entry.entry_number > (SELECT coalesce(max(entry_number), 0) FROM journal_entry) - ?`,
    [NEWEST_ENTRIES],
  ];
}

function subjectOf({ accountId, receiptNumber }: LedgerParameters): string {
  if (accountId !== undefined) return `Account ${accountId}`;
  return receiptNumber === undefined ? 'The newest entries' : `Receipt ${receiptNumber}`;
}

function toRow(line: Line): (string | number | null)[] {
  const [entry, number, date, kind, account, ledgerAccount, name, amount, memo, receipt, person] = line;
  const side = centsToDecimalText(cents(Math.abs(amount)));
  return [
    `${entry}.${number}`,
    entry,
    date,
    kind,
    account,
    `${ledgerAccount} ${name}`,
    amount > 0 ? side : null,
    amount < 0 ? side : null,
    memo,
    receipt,
    person,
  ];
}

function totalsOf(lines: readonly Line[]): SheetContent['totals'] {
  const amounts = lines.map((line) => line[7]);
  const debits = sumCents(amounts.filter((amount) => amount > 0).map(cents));
  const credits = sumCents(amounts.filter((amount) => amount < 0).map((amount) => cents(-amount)));
  return [
    { label: 'Lines', value: lines.length.toLocaleString('en-US') },
    { label: 'Debits', value: centsToDollars(debits) },
    { label: 'Credits', value: centsToDollars(credits) },
  ];
}
