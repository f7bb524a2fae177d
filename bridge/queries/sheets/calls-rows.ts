import { callOutcomeWords } from '../../contract/calls.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { callsSheet } from '../../contract/sheets/calls.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import { callCounts, type CallRow } from '../../domain/calls/call-list.js';
import { messageOf, severalMessage } from '../../domain/calls/call-message.js';
import type { Database } from '../../store/database.js';
import { madeCalls, type MadeCall } from '../calls/made-calls.js';
import { runCalls, type RunCalls } from '../calls/run-calls.js';
import type { SheetSource } from './sheet-source.js';

/** Whom there is a reason to call of a posted run: who may be called first, leaks before high use. */
export const callsSource: SheetSource<BillRunParameters> = {
  kind: callsSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const list = await runCalls(database, billRunId, now);
    const { run } = list.of;
    const { toCall, undecided, skipped, called, notCalled } = callCounts(list.rows);
    const total = (label: string, value: number) => ({ label, value: value.toLocaleString('en-US') });
    return {
      subject: `${run.cycleName}, ${run.periodFrom} to ${run.periodTo}`,
      rows: await callSheetRows(database, list),
      totals: [
        total('To decide', undecided),
        total('To call', toCall),
        total('Skipped', skipped),
        total('Called', called),
        total('Not called', notCalled),
      ],
    };
  },
};

/** The sheet's rows of a list, those on top that can still be decided on. */
export async function callSheetRows(database: Database, list: RunCalls): Promise<SheetCell[][]> {
  const made = await madeCalls(database, { billRunId: list.of.run.billRunId }, list.timeZone);
  const newest = new Map(made.toReversed().map((call) => [call.accountId, call]));
  const rows = list.rows.toSorted((one, other) => Number(!isOpen(one)) - Number(!isOpen(other)));
  return rows.map((row) => toRow(row, list, newest.get(row.accountId)));
}

/** Tells whether a row can be decided on. */
export function isOpen({ standing: { kind } }: CallRow): boolean {
  return kind === 'to-call' || kind === 'with' || kind === 'skipped';
}

function toRow(row: CallRow, list: RunCalls, made: MadeCall | undefined): SheetCell[] {
  const { standing, decided, use } = row;
  return [
    row.accountId,
    row.customerName,
    row.sentence,
    isOpen(row) ? (decided?.decision ?? 'call') : null,
    isOpen(row) ? decided?.why || null : null,
    standing.kind === 'not-called' ? standing.why : null,
    stateOf(row),
    row.phone || null,
    use.gallons,
    use.usualGallons,
    use.days,
    messageFor(row, list) || null,
    made?.on ?? null,
    made?.outcome ? callOutcomeWords[made.outcome] : null,
    row.address,
    decided === null ? null : 'yes',
  ];
}

function stateOf({ standing, decided }: CallRow): string {
  switch (standing.kind) {
    case 'to-call':
      return decided === null ? 'to decide' : 'to call';
    case 'with':
      return `with ${standing.accountId}`;
    case 'not-called':
      return 'not called';
    default:
      return standing.kind;
  }
}

/** The call of another account says it for the ones with it. */
function messageFor(row: CallRow, { setting, of: { utility } }: RunCalls): string {
  if (row.standing.kind !== 'to-call') return '';
  const properties = row.standing.with.length + 1;
  return properties > 1 ? severalMessage(setting, utility.name, properties) : messageOf(row, setting, utility.name);
}
