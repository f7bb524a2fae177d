import { parseDocument, stringify } from 'yaml';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import { paymentLayoutsSchema, type PaymentLayout } from '../../contract/settings/payment-layouts.js';

/** Reads payment layouts from YAML or JSON. Throws `layouts-invalid` with everything that is wrong, and where. */
export function readLayouts(text: string, fileName: string): PaymentLayout[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw invalid(
      fileName,
      document.errors.map(({ message }) => issue('', message.split('\n', 1)[0] ?? message)),
    );
  }
  const tree: unknown = document.toJS({ maxAliasCount: 100 });
  const read = paymentLayoutsSchema.safeParse(tree);
  if (read.success) return read.data;
  throw invalid(
    fileName,
    read.error.issues.map(({ path, message }) => issue(placeOf(path, tree), message)),
  );
}

/** Payment layouts as YAML, as {@link readLayouts} takes them. */
export function layoutsText(layouts: readonly PaymentLayout[]): string {
  return stringify(layouts);
}

/** A layout is known by its name, where it has one: `layout "lockbox", columns.amount`. */
function placeOf([first, ...rest]: readonly PropertyKey[], tree: unknown): string {
  if (typeof first !== 'number' || !Array.isArray(tree)) return [first, ...rest].filter(Boolean).map(String).join('.');
  const layout: unknown = tree[first];
  const isNamed = typeof layout === 'object' && layout !== null && 'name' in layout && typeof layout.name === 'string';
  const name = isNamed ? `layout "${layout.name as string}"` : `layout ${first + 1}`;
  return [name, rest.map(String).join('.')].filter(Boolean).join(', ');
}

function issue(place: string, message: string): Issue {
  const text = place === '' ? message : `${place}: ${message}`;
  return { code: 'layout-invalid', rowKey: '', column: place, message: text, fix: '' };
}

function invalid(fileName: string, issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'layouts-invalid',
    message: `${fileName} does not hold payment layouts; nothing was changed.`,
    fix: 'Mend what is listed. "curbstop payments layouts" shows the layouts that there are, as such a file has them.',
    issues,
  });
}
