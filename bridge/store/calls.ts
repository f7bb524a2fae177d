import type { CallDecision, CallOutcome, CallReason, PlacedCall } from '../contract/calls.js';
import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';
import type { SendState } from './mailing.js';

/** What was decided of an account of a run, with what the list said of it. */
export interface NewCallDecision {
  readonly accountId: string;
  readonly decision: CallDecision;
  readonly why: string;
  readonly reason: CallReason;
  readonly sentence: string;
  readonly phone: string;
}

/** Writes down decisions; what was decided before stays known. */
export async function writeCallDecisions(
  trx: Database,
  billRunId: string,
  decisions: readonly NewCallDecision[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'call_decision',
    ['bill_run_id', 'account_id', 'decision', 'why', 'reason', 'sentence', 'phone', 'command_number'],
    decisions.map(({ accountId, decision, why, reason, sentence, phone }) => {
      return [billRunId, accountId, decision, why, reason, sentence, phone, commandNumber];
    }),
  );
}

export type CallPurpose = 'run' | 'again';

/** A call with the name by which the calling service tells what came of it. */
export interface NamedCall extends PlacedCall {
  readonly reference: string;
}

/** A file for the calling service, as it is kept. */
export interface NewCallFile {
  readonly billRunId: string;
  readonly edition: number;
  readonly purpose: CallPurpose;
  readonly utilityName: string;
  readonly cycleName: string;
  readonly layout: unknown;
  readonly window: { readonly on: string; readonly from: string; readonly to: string };
  readonly timeZone: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly calls: readonly NamedCall[];
}

export async function writeCallFile(trx: Database, file: NewCallFile, commandNumber: number): Promise<void> {
  const { window, calls } = file;
  const [fileNumber = 0] = await trx('call_file').insert({
    bill_run_id: file.billRunId,
    edition: file.edition,
    purpose: file.purpose,
    ...{ utility_name: file.utilityName, cycle_name: file.cycleName },
    layout: JSON.stringify(file.layout),
    ...{ call_on: window.on, call_from: window.from, call_to: window.to, time_zone: file.timeZone },
    file_name: file.fileName,
    byte_count: file.bytes,
    sha256: file.sha256,
    call_count: calls.length,
    command_number: commandNumber,
  });
  const [row] = await trx.raw<{ last: number | null }[]>('SELECT max(call_number) AS last FROM placed_call');
  const numbered = calls.map((call, index) => ({ ...call, callNumber: (row?.last ?? 0) + index + 1 }));
  await bulkInsert(
    trx,
    'placed_call',
    [
      ...['call_number', 'file_number', 'reference', 'phone', 'reason', 'account', 'customer_name', 'address'],
      ...['usage_gallons', 'usual_gallons', 'message', 'command_number'],
    ],
    numbered.map((call) => [
      ...[call.callNumber, fileNumber, call.reference, call.phone, call.reason, call.account, call.customerName],
      ...[call.address, call.usageGallons, call.usualGallons, call.message, commandNumber],
    ]),
  );
  await bulkInsert(
    trx,
    'placed_call_account',
    ['call_number', 'account_id', 'sentence', 'command_number'],
    numbered.flatMap(({ callNumber, accounts }) =>
      accounts.map(({ accountId, sentence }) => [callNumber, accountId, sentence, commandNumber]),
    ),
  );
}

export interface NewCallSend {
  readonly fileNumber: number;
  readonly target: string;
  readonly outcome: SendState;
  readonly attempt: string;
  readonly detail: string;
}

export async function writeCallSend(trx: Database, send: NewCallSend, commandNumber: number): Promise<void> {
  const { fileNumber, target, outcome, attempt, detail } = send;
  await trx('call_send').insert({
    ...{ file_number: fileNumber, target, outcome, attempt, detail },
    command_number: commandNumber,
  });
}

export interface NewCallResult {
  readonly callNumber: number;
  readonly outcome: CallOutcome;
  /** The instant in UTC. */
  readonly calledAt: string;
  readonly told: string;
}

/** A file of results, as it is kept. */
export interface NewCallResultFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly resultCount: number;
  readonly results: readonly NewCallResult[];
}

export async function writeCallResults(trx: Database, file: NewCallResultFile, commandNumber: number): Promise<void> {
  const { fileName, sha256, resultCount, results } = file;
  const [number = 0] = await trx('call_result_file').insert({
    ...{ file_name: fileName, sha256, result_count: resultCount },
    command_number: commandNumber,
  });
  await bulkInsert(
    trx,
    'call_result',
    ['result_file_number', 'call_number', 'outcome', 'called_at', 'told', 'command_number'],
    results.map(({ callNumber, outcome, calledAt, told }) => {
      return [number, callNumber, outcome, calledAt, told, commandNumber];
    }),
  );
}
