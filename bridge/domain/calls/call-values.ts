import type {
  CALL_FIELDS,
  CALLS_HEADER_FIELDS,
  CALLS_TRAILER_FIELDS,
  CallsLayout,
} from '../../contract/settings/calls-layout.js';
import type { FieldValue } from '../mailing/field-values.js';
import type { CallWindow } from './calling-hours.js';
import type { PlacedCall } from '../../contract/calls.js';

type Values<Fields extends readonly string[]> = Readonly<Record<Fields[number], FieldValue>>;

/** What a file says once of its run. */
export interface CallFileRun {
  readonly fileId: string;
  readonly billRunId: string;
  readonly cycleName: string;
  readonly utilityName: string;
  readonly window: CallWindow;
  readonly timeZone: string;
}

const text = (value: string): FieldValue => ({ kind: 'text', text: value });
const number = (digits: number | null): FieldValue =>
  digits === null ? text('') : { kind: 'number', digits: String(digits) };

function windowValues({ window, timeZone }: CallFileRun) {
  return {
    'call-on': { kind: 'date', on: window.on },
    'call-from': text(window.from),
    'call-to': text(window.to),
    'time-zone': text(timeZone),
  } as const;
}

export function callsHeaderValues(run: CallFileRun, calls: number): Values<typeof CALLS_HEADER_FIELDS> {
  return {
    'file-id': text(run.fileId),
    run: text(run.billRunId),
    cycle: text(run.cycleName),
    utility: text(run.utilityName),
    calls: number(calls),
    ...windowValues(run),
  };
}

/** `sequence` counts the calls of the file from 1. */
export function callValues(
  call: PlacedCall & { readonly reference: string },
  sequence: number,
  run: CallFileRun,
  { reasons }: Pick<CallsLayout, 'reasons'>,
): Values<typeof CALL_FIELDS> {
  return {
    sequence: number(sequence),
    reference: text(call.reference),
    phone: text(call.phone.replaceAll('-', '')),
    'phone-dashed': text(call.phone),
    account: text(call.account),
    properties: number(call.accounts.length),
    name: text(call.customerName),
    address: text(call.address),
    reason: text(reasons[call.reason]),
    gallons: number(call.usageGallons),
    'usual-gallons': number(call.usualGallons),
    message: text(call.message),
    ...windowValues(run),
  };
}

export function callsTrailerValues({ fileId }: CallFileRun, calls: number): Values<typeof CALLS_TRAILER_FIELDS> {
  return { 'file-id': text(fileId), calls: number(calls) };
}
