import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { services, type ServiceName } from '../../contract/services.js';
import { ALL_SERVICES } from '../../contract/sheets/account-data.js';
import { saidOn, type SaidDatum } from '../../domain/account-data/said-datum.js';
import { isFee } from '../../domain/billing/account-data.js';
import type { RowCells } from '../../domain/sheet/compare-rows.js';
import { accountData, theseAccounts } from '../../queries/account-facts.js';
import { datumKey, datumNumber } from '../../queries/sheets/account-data-rows.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import type { CommandContext } from '../command.js';
import type { PushUnderWay } from './sheet-push.js';

/** What the bridge holds now where a row of the Account Data sheet was pulled or pushed from. */
export interface HeldDatum extends SaidDatum {
  /** True of a fee, and of what is said from a day to come: it counts on its date only once that is there. */
  readonly isToCome: boolean;
}

/** Finds it by the rows' keys; a row that was typed and not pushed yet has none. */
export async function heldData(
  { trx, today }: CommandContext,
  { pushedBefore }: PushUnderWay,
  keys: readonly string[],
): Promise<ReadonlyMap<string, HeldDatum>> {
  const pulled = await pulledData(trx, keys);
  const rows = keys.flatMap((key): [string, SaidDatum][] => {
    const pushed = pushedBefore.get(key);
    const datum = pushed ? saidDatum(pushed.cells) : (pulled.get(key) ?? null);
    return datum === null ? [] : [[key, datum]];
  });
  const dataOf = await accountData(trx, theseAccounts(rows.map(([, { accountId }]) => accountId)));
  return new Map(
    rows.map(([key, datum]) => {
      const isToCome = isFee(datum.name) || datum.effectiveFrom > today;
      const now = saidOn(dataOf(datum.accountId), isToCome ? datum : { ...datum, effectiveFrom: today });
      return [key, { ...datum, ...(now ?? { value: null }), isToCome }];
    }),
  );
}

/** What the rows were pulled of, also where its receipt was reversed since: the rows are still known by it. */
async function pulledData(trx: Database, keys: readonly string[]): Promise<ReadonlyMap<string, SaidDatum>> {
  const numbers = keys.flatMap((key) => datumNumber(key) ?? []);
  const rows = await bulkRead<[number, string, ServiceName | null, string, string | null, CalendarDate]>(
    trx,
    ['account_input_number', 'account_id', 'service', 'name', 'value', 'effective_from'],
    `SELECT account_input_number, account_id, service, name, value, effective_from FROM account_input
     WHERE account_input_number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(numbers)],
  );
  return new Map(
    rows.map(([number, accountId, service, name, value, effectiveFrom]) => {
      return [datumKey(number), { accountId, service, name, value, effectiveFrom }];
    }),
  );
}

/** The datum that a row's cells say; null while its account, name or date is missing. */
export function saidDatum({ account, service, datum, value, from }: RowCells): SaidDatum | null {
  if (typeof account !== 'string' || typeof datum !== 'string' || typeof from !== 'string') return null;
  return {
    accountId: account,
    service: services.find((each) => each === service) ?? null,
    name: datum,
    value: typeof value === 'string' ? value : null,
    effectiveFrom: calendarDate(from),
  };
}

/** A datum as the sheet's cells have it. */
export function cellsOf({ accountId, service, name, value, effectiveFrom }: SaidDatum): RowCells {
  return { account: accountId, service: service ?? ALL_SERVICES, datum: name, value, from: effectiveFrom };
}
