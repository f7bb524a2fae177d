import { sha256Hex } from '../../bytes/sha256.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import type { CallsLayout } from '../../contract/settings/calls-layout.js';
import type { RecordColumn } from '../../contract/settings/record-layout.js';
import { callsHeaderValues, callsTrailerValues, callValues, type CallFileRun } from '../../domain/calls/call-values.js';
import type { PlacedCall } from '../../contract/calls.js';
import type { FieldValue } from '../../domain/mailing/field-values.js';
import { guardedText } from '../guarded-text.js';
import { mailingRecord, type Misfit } from '../mailing/mailing-record.js';

export interface CallFileContent {
  readonly layout: CallsLayout;
  readonly run: CallFileRun;
  readonly calls: readonly (PlacedCall & { readonly reference: string })[];
}

/** A file as it was written. */
export interface WrittenCallFile {
  readonly bytes: Buffer;
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** Names and addresses that were shortened, by account. */
  readonly shortened: readonly Issue[];
}

/**
 * Writes a file for the calling service. Throws `file-misfit` with every value that the layout can't hold, by account.
 */
export function writeCallFile({ layout, run, calls }: CallFileContent): WrittenCallFile {
  const told: (Misfit & { readonly accountId: string })[] = [];
  const record = (columns: readonly RecordColumn[], values: Readonly<Record<string, FieldValue>>, accountId = '') =>
    mailingRecord({ ...layout, amountIn: 'dollars' }, columns, guarded(layout, values), (misfit) =>
      told.push({ ...misfit, accountId }),
    );
  const { header, call: columns, trailer } = layout;
  const bytes = Buffer.concat([
    ...(header === null ? [] : [record(header, callsHeaderValues(run, calls.length))]),
    ...calls.map((call, index) =>
      record(columns, callValues(call, index + 1, run, layout), call.accounts[0]?.accountId),
    ),
    ...(trailer === null ? [] : [record(trailer, callsTrailerValues(run, calls.length))]),
  ]);
  const issues = told.map(toIssue);
  const misfits = issues.filter(({ code }) => code === 'value-misfit');
  if (misfits.length > 0) throw misfit(misfits);
  return { bytes, sha256: sha256Hex(bytes), shortened: issues };
}

function guarded({ formulas }: CallsLayout, values: Readonly<Record<string, FieldValue>>) {
  if (formulas === 'as-they-are') return values;
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      value.kind === 'text' ? { kind: 'text' as const, text: guardedText(value.text) } : value,
    ]),
  );
}

function toIssue({ field, what, isCut, accountId }: Misfit & { readonly accountId: string }): Issue {
  return {
    code: isCut ? 'value-shortened' : 'value-misfit',
    rowKey: accountId,
    column: field,
    message: `${accountId === '' ? 'The file' : `Account ${accountId}`}: ${what}.`,
    fix: isCut
      ? 'Shorten it yourself where that reads badly.'
      : 'Mend it, skip the account in the Calls sheet, or change the setting calls-layout.',
  };
}

function misfit(issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'file-misfit',
    message: `${counted(issues.length, 'value does', 'values do')} not fit the file for the calling service; none was written.`,
    fix: 'Mend what is listed, or change the setting calls-layout.',
    issues,
  });
}
