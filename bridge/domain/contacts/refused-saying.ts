import type { Issue } from '../../contract/problem.js';
import type { RowCells, RowChange } from '../sheet/compare-rows.js';
import { readPhone } from './phone.js';

/** What a row is told beside: as it was pulled, and as the bridge holds it now. */
export interface ToldBeside {
  readonly pulled: RowCells;
  readonly now: RowCells;
}

/**
 * Tells what is wrong with what a customer is said to have said of calls, which is of the phone that the person saw beside it
 * or typed with it, and has its own How told: that of a consent does not vouch for an opt-out, nor the other way. Nothing is
 * wrong where calls are not typed or are cleared.
 */
export function refusedSaying(
  { key, sheetRow, wanted, changedColumns }: RowChange,
  { pulled, now }: ToldBeside,
): Issue[] {
  const said = wanted['calls'] ?? null;
  if (said === null || !changedColumns.includes('calls')) return [];
  const issues: Issue[] = [];
  const [seen, held] = [phoneIn(pulled), phoneIn(now)];
  if (!changedColumns.includes('phone') && seen !== held) {
    const message = `The ${said} was typed beside the phone ${seen || '(none)'}, which is ${held || 'gone'} by now: somebody changed it since the pull.`;
    const fix = 'Pull again, and type it beside the phone that the customer spoke of.';
    issues.push({ code: 'phone-changed-since', rowKey: key, sheetRow, column: 'calls', message, fix });
  }
  const told = wanted['told'] ?? null;
  if (told !== null && !changedColumns.includes('told')) {
    const message = `How told is "${told}", which is of what the customer said before.`;
    const fix = `Type how the customer said ${said}, or clear it.`;
    issues.push({ code: 'told-before', rowKey: key, sheetRow, column: 'told', message, fix });
  }
  return issues;
}

function phoneIn(cells: RowCells): string {
  const { phone } = cells;
  return typeof phone === 'string' ? (readPhone(phone) ?? phone) : '';
}
