import type { Issue } from '../../contract/problem.js';
import { accountDataSheet } from '../../contract/sheets/account-data.js';
import { decideData, type DataDecision, type DatumChange } from '../../domain/account-data/decide-data.js';
import { datumName } from '../../domain/account-data/said-datum.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { theseAccounts } from '../../queries/account-facts.js';
import { askedAccounts } from '../../queries/account-inputs.js';
import { tariffsAsking } from '../../queries/tariffs-asking.js';
import { writeAccountInputs } from '../../store/account-inputs.js';
import type { CommandContext } from '../command.js';
import { cellsOf, heldData, saidDatum, type HeldDatum } from './held-data.js';
import type { AppliedRows, SheetPush } from './sheet-push.js';

/** Says what was typed into the Account Data sheet, by the rules of the command `set-account-input`. */
export const accountDataPush: SheetPush = {
  kind: accountDataSheet,

  async current(context, push, keys) {
    const held = await heldData(context, push, keys);
    return new Map([...held].map(([key, datum]) => [key, cellsOf(datum)]));
  },

  async apply(context, push, changes) {
    const held = await heldData(
      context,
      push,
      changes.map(({ key }) => key),
    );
    const read = changes.map((change) => readChange(change, held.get(change.key)));
    const asked = await askedAccounts(context.trx, accountsOf(changes, held));
    const sound = read.flatMap((each) => ('wanted' in each ? [each] : []));
    const decision = decideData(sound, asked);
    await writeAccountInputs(context.trx, decision.said, context.commandNumber);
    const applied = sound.filter(({ key }) => decision.words.has(key));
    return {
      issues: [...read.flatMap((each) => ('wanted' in each ? [] : each)), ...decision.issues],
      applied: decision.words,
      // What was said is the rows' baseline from then on, whatever is in force today.
      baseline: new Map(applied.map(({ key, wanted }) => [key, cellsOf(wanted)])),
      totals: totalsOf(applied),
      entries: [],
      notices: [...knownNotices(decision), ...(await unaskedNotices(context, applied))],
    };
  },
};

function accountsOf(changes: readonly RowChange[], held: ReadonlyMap<string, HeldDatum>): string[] {
  const typed = changes.map(({ wanted }) => wanted['account']).filter((each) => typeof each === 'string');
  return [...typed, ...[...held.values()].map(({ accountId }) => accountId)];
}

/** The row as a datum to say, or what is wrong with its cells. */
function readChange(change: RowChange, held: HeldDatum | undefined): DatumChange | Issue[] {
  const { key, sheetRow, wanted } = change;
  const datum = saidDatum(wanted);
  if (datum === null) return missingCells(change);
  if (held === undefined) return { key, sheetRow, wanted: datum, moved: null };
  const fixed = fixedCells(change, cellsOf(datum), cellsOf(held));
  if (fixed.length > 0) return fixed;
  return {
    key,
    sheetRow,
    wanted: datum,
    moved: held.isToCome && held.effectiveFrom !== datum.effectiveFrom ? held : null,
  };
}

const REQUIRED: Readonly<Record<string, string>> = {
  account: 'Type the account number, or clear the whole row.',
  datum: 'Type the name of the item, such as dwelling_units, or clear the whole row.',
  from: 'Type the first day on which it holds.',
};

function missingCells({ key, sheetRow, wanted }: RowChange): Issue[] {
  return accountDataSheet.columns.flatMap(({ id, header }) => {
    const fix = REQUIRED[id];
    if (fix === undefined || typeof wanted[id] === 'string') return [];
    return [{ code: 'missing', rowKey: key, sheetRow, column: id, message: `${header} is empty.`, fix }];
  });
}

/** Whose datum a row is never changes: that would say something of another account without taking this back. */
function fixedCells({ key, sheetRow }: RowChange, wanted: RowCells, held: RowCells): Issue[] {
  return accountDataSheet.columns
    .filter(({ id, isSent }) => isSent === true && wanted[id] !== held[id])
    .map(({ id, header }) => ({
      code: 'fixed-cell',
      rowKey: key,
      sheetRow,
      column: id,
      message: `${header} was "${String(held[id])}" when you pulled; a row's ${header.toLowerCase()} can't be changed.`,
      fix: 'Put it back, and enter what you mean in an empty row.',
    }));
}

function totalsOf(applied: readonly DatumChange[]): AppliedRows['totals'] {
  const accounts = new Set(applied.map(({ wanted }) => wanted.accountId)).size;
  return [
    { label: 'Items set', value: applied.length.toLocaleString('en-US') },
    { label: 'Accounts', value: accounts.toLocaleString('en-US') },
  ];
}

function knownNotices({ known }: DataDecision): string[] {
  return known.map(({ sheetRow, wanted }) => {
    const { value, effectiveFrom } = wanted;
    return `Row ${sheetRow}: ${datumName(wanted)} is ${value ?? 'not said'} on ${effectiveFrom} already.`;
  });
}

/** What no tariff of the account asks for changes no bill, which may be a slip. */
async function unaskedNotices({ trx, today }: CommandContext, applied: readonly DatumChange[]): Promise<string[]> {
  const accounts = theseAccounts(applied.map(({ wanted }) => wanted.accountId));
  const asking = await tariffsAsking(trx, accounts, today);
  const rows = applied.filter(({ wanted: { accountId, service, name, value } }) => {
    return value !== null && asking(accountId, service, name).length === 0;
  });
  if (rows.length === 0) return [];
  const named = rows.slice(0, ROWS_NAMED).map(({ sheetRow }) => sheetRow);
  const more = rows.length - named.length;
  const which = `${rows.length === 1 ? 'row' : 'rows'} ${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
  return [`No tariff of the account asks for the item of ${which}, so no bill changes by it.`];
}

/** So many rows are named in a notice. */
const ROWS_NAMED = 5;
