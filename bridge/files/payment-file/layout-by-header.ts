import { CurbstopError } from '../../contract/problem.js';
import { layoutColumns, type PaymentLayout } from '../../contract/settings/payment-layouts.js';
import { FileIssues } from '../reading-file/file-issues.js';
import { splitRows } from '../split-rows.js';

/** No line that names columns is longer. */
const FIRST_LINE_MAX = 4_096;

/**
 * The one layout all of whose columns the first line of a file names, each once. A layout that goes by places names none,
 * and is never taken for a file. Throws `layout-not-told` when none fits, or more than one.
 */
export function layoutByHeader(bytes: Buffer, fileName: string, layouts: readonly PaymentLayout[]): PaymentLayout {
  const [found, ...others] = layouts.filter((layout) => layout.header && namesAll(bytes, layout));
  if (found && others.length === 0) return found;
  const fitting = found ? [found, ...others] : [];
  throw new CurbstopError({
    code: 'layout-not-told',
    message: found
      ? `The first line of ${fileName} fits ${fitting.map(({ name }) => `"${name}"`).join(' and ')} alike.`
      : `The first line of ${fileName} does not name the columns of any payment layout.`,
    fix: `Say which layout it has: ${(found ? fitting : layouts).map(({ name }) => name).join(', ') || 'none is set up yet'}.`,
  });
}

function namesAll(bytes: Buffer, layout: PaymentLayout): boolean {
  const { delimiter, encoding } = layout;
  const text = bytes
    .subarray(0, FIRST_LINE_MAX)
    .toString(encoding)
    .replace(/^\uFEFF/, '');
  const [firstLine = ''] = text.split('\n', 1);
  const { rows } = splitRows(firstLine, { delimiter, lineMax: FIRST_LINE_MAX }, new FileIssues());
  const names = (rows[0]?.cells ?? []).map((name) => name.trim());
  const wanted = layoutColumns(layout);
  return wanted.every((column) => typeof column !== 'string' || names.filter((name) => name === column).length === 1);
}
