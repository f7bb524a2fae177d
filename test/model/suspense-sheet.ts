import assert from 'node:assert/strict';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import { pulls } from '../../bridge/queries/sheets/index.js';
import { cell } from '../support/town/sheet-rows.js';
import type { Play } from './play.js';

export interface SuspenseRow {
  readonly reference: string;
  readonly cells: readonly SheetCell[];
}

/** Reads the rows of the Suspense sheet that are of this sequence: they are what the model has in suspense. */
export async function suspenseRows({ world, suspense }: Play): Promise<SuspenseRow[]> {
  const { rows } = await pulls.suspense(world.database, {}, world.now);
  const found = rows
    .map((cells) => ({ cells, reference: String(cell('suspense', cells, 'reference')) }))
    .filter(({ reference }) => suspense.has(reference));
  const shown = found.map(({ cells, reference }) => {
    const [received, amount] = ['received', 'amount'].map((column) => String(cell('suspense', cells, column)));
    return `${reference} ${received} ${amount}`;
  });
  const expected = [...suspense].map(
    ([reference, { day, cents }]) => `${reference} ${day} ${(cents / 100).toFixed(2)}`,
  );
  assert.deepEqual(shown.sort(), expected.sort(), 'what is in suspense');
  return found;
}
