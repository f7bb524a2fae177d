import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { push, typedRow, type PushOptions } from './sheet-rows.js';
import type { TestTown } from './town.js';

export type TypedWork = Readonly<Record<string, SheetCell>>;

/** A meter for the inventory: 5/8", seven digits of tens of gallons, unless told. */
export function newMeterRow(meter: string, facts: TypedWork = {}): TypedWork {
  return { action: 'add', meter, size: '5/8"', maker: 'Badger', unit: 'GAL', dials: 7, multiplier: '10', ...facts };
}

/** Types rows of work below the Meters sheet and pushes them. */
export async function workMeters(
  town: TestTown,
  rows: readonly TypedWork[],
  options: PushOptions = {},
): Promise<CommandReply<PushSheetReply>> {
  const { pullId } = await town.pull('meters', { state: 'retired' });
  const typed = rows.map((cells, index) => typedRow('meters', `A${index + 1}-TEST`, index + 5, cells));
  return push(town, pullId, typed, options);
}

/** As above, of rows that must all be good. */
export async function doneWith(town: TestTown, ...rows: TypedWork[]): Promise<PushSheetReply> {
  const { outcome, reply } = await workMeters(town, rows);
  if (outcome !== 'applied' || reply.issues.length > 0) throw new Error(JSON.stringify(reply.issues));
  return reply;
}
