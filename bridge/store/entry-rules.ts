import type { CalendarDate } from '../contract/calendar-date.js';
import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** An entry whose charges are credited by the rules of another day than its own. */
export interface NewEntryRule {
  readonly entryNumber: number;
  readonly ruledOn: CalendarDate;
}

export async function writeEntryRules(trx: Database, rules: readonly NewEntryRule[]): Promise<void> {
  await bulkInsert(
    trx,
    'entry_rule',
    ['entry_number', 'ruled_on'],
    rules.map(({ entryNumber, ruledOn }) => [entryNumber, ruledOn]),
  );
}

/** By the rules of which day the charges of an entry are credited, given the row of the journal. */
export function ruledOn(entry: string): string {
  return `coalesce((SELECT ruled_on FROM entry_rule AS rule WHERE rule.entry_number = ${entry}.entry_number), ${entry}.effective_on)`;
}
