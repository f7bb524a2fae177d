import assert from 'node:assert/strict';
import type { CallGroup } from '../../../bridge/contract/calls.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { makeCalls, type MadeCalls } from '../../../bridge/delivery/calls/make-calls.js';
import { sendCalls } from '../../../bridge/delivery/calls/send-calls.js';
import type { SentFile } from '../../../bridge/delivery/send-once.js';
import type { KeptCallFile } from '../../../bridge/queries/calls/call-files.js';
import type { Sender } from '../../../bridge/delivery/office.js';
import { importCallResults } from '../../../bridge/commands/import-call-results.js';
import { cell, push, pushRowsOf, type Edits, type PushOptions } from '../town/sheet-rows.js';
import type { PulledSheet, TestTown } from '../town/town.js';
import { SETTING } from './given-calls.js';

/** The last posted run of the town. */
export const RUN = '2-2026-10';

/** So low that a town of a few accounts has calls to make. */
export const LOW = {
  ...SETTING,
  reasons: SETTING.reasons.map((reason) =>
    reason.reason === 'high' ? { ...reason, timesUsual: '1.1', leastGallons: 0 } : reason,
  ),
};

/** What the Calls sheet says of its accounts. */
export class CallsSheet {
  private constructor(
    private readonly town: TestTown,
    readonly sheet: PulledSheet,
  ) {}

  static async pull(town: TestTown, billRunId = RUN): Promise<CallsSheet> {
    return new CallsSheet(town, await town.pull('calls', { billRunId }));
  }

  /** The accounts that are in a state; those with another account count as to be called. */
  accounts(state: string): string[] {
    return this.sheet.rows.filter((row) => cell('calls', row, 'state') === state).map((row) => String(row[0]));
  }

  of(accountId: string, column: string): SheetCell {
    const row = this.sheet.rows.find(([key]) => key === accountId);
    assert.ok(row, `the sheet has no row of ${accountId}`);
    return cell('calls', row, column);
  }

  push(edits: Edits = {}, options: PushOptions = {}): Promise<CommandReply<PushSheetReply>> {
    return push(this.town, this.sheet.pullId, pushRowsOf('calls', this.sheet, edits), options);
  }
}

/** Says of accounts how they are reached, as the Customer Contacts sheet does; how they told it is left out. */
export async function setContacts(town: TestTown, contacts: Edits): Promise<void> {
  const sheet = await town.pull('customer-contacts', {});
  const untold = Object.entries(contacts).map(([key, typed]) => [
    key,
    { ...typed, ...('calls' in typed && { told: null }) },
  ]);
  const edits = Object.fromEntries(untold) as Edits;
  const { outcome } = await push(town, sheet.pullId, pushRowsOf('customer-contacts', sheet, edits));
  assert.equal(outcome, 'applied');
}

/**
 * A town in which three accounts of the run agreed to calls, each with a phone of its own, and nobody else: those are given,
 * in the order of the sheet.
 */
export async function townWithCalls(town: TestTown): Promise<[string, string, string]> {
  await town.writeSetting('calls', '2026-11-20', LOW);
  const found = (await CallsSheet.pull(town)).sheet.rows.map(([key]) => String(key));
  const [first, second, third] = found;
  assert.ok(first !== undefined && second !== undefined && third !== undefined, 'three accounts with a high use');
  const open = await town.pull('customer-contacts', {});
  await setContacts(town, Object.fromEntries(open.rows.map(([key]) => [String(key), { calls: null }])));
  await setContacts(town, {
    [first]: { phone: '205-555-0301', calls: 'consent' },
    [second]: { phone: '205-555-0302', calls: 'consent' },
    [third]: { phone: '205-555-0303', calls: 'consent' },
  });
  const order = (await CallsSheet.pull(town)).accounts('to decide');
  return order as [string, string, string];
}

export async function send(office: Sender, who: CallGroup = 'uncalled', reason = ''): Promise<SentFile<KeptCallFile>> {
  return sendCalls(office, RUN, await makeCalls(office, { billRunId: RUN, who, reason }));
}

export async function make(office: Sender): Promise<MadeCalls> {
  return makeCalls(office, { billRunId: RUN, who: 'uncalled', reason: '' });
}

/** Reads a file of results, one line a result. */
export function readResults(town: TestTown, lines: readonly string[], fileName = 'results.csv') {
  const text = ['reference,phone,result,called_at', ...lines].join('\n');
  return town.run(importCallResults, { fileName, contentBase64: Buffer.from(text).toString('base64') });
}
