import type { PlacedCall } from '../../contract/calls.js';
import type { CallsSetting } from '../../contract/settings/calls.js';
import { messageOf, severalMessage, spokenText } from './call-message.js';
import type { CallRow } from './call-list.js';

/** The calls of a list that were decided to be made, a phone once. */
export function placedCalls(rows: readonly CallRow[], setting: CallsSetting, utilityName: string): PlacedCall[] {
  const decided = new Map(
    rows.filter(({ decided: last }) => last?.decision === 'call').map((row) => [row.accountId, row]),
  );
  return rows.flatMap((row): PlacedCall[] => {
    if (row.standing.kind !== 'to-call') return [];
    const of = [row.accountId, ...row.standing.with].flatMap((accountId) => decided.get(accountId) ?? []);
    return of.length === 0 ? [] : [placedCall(of, setting, utilityName)];
  });
}

function placedCall(rows: readonly CallRow[], setting: CallsSetting, utilityName: string): PlacedCall {
  const [row, ...others] = rows;
  if (row === undefined) throw new RangeError('A call is for an account at least.');
  const { phone } = row;
  const accounts = rows
    .map(({ accountId, sentence }) => ({ accountId, sentence }))
    .sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
  if (others.length > 0) {
    const message = severalMessage(setting, utilityName, rows.length);
    const nobody = { account: '', customerName: '', address: '', usageGallons: null, usualGallons: null };
    return { phone, accounts, reason: 'several', ...nobody, message };
  }
  return {
    ...{ phone, accounts, reason: row.reason },
    account: row.accountId,
    ...{ customerName: spokenText(row.customerName), address: spokenText(row.address) },
    ...{ usageGallons: row.use.gallons, usualGallons: row.use.usualGallons },
    message: messageOf(row, setting, utilityName),
  };
}
