import { CurbstopError } from '../../contract/problem.js';
import { isPlainText, widthOf, type Span } from '../fixed-width.js';
import { MVRS, MVRS_LENGTH, type MvrsLayout } from './mvrs-layout.js';

/** One MV-RS record of 126 characters. Values stand at the left of their fields; numbers come padded with zeros. */
export function mvrsRecord<Id extends keyof MvrsLayout>(
  id: Id,
  values: Partial<Record<keyof MvrsLayout[Id] & string, string>>,
): string {
  const characters = [...id.padEnd(MVRS_LENGTH)];
  for (const [name, value] of Object.entries<string | undefined>(values)) {
    const span = MVRS[id][name as keyof MvrsLayout[Id]] as Span;
    const text = value ?? '';
    if (text.length > widthOf(span) || !isPlainText(text)) throw misfit(id, name, text, widthOf(span));
    characters.splice(span[0] - 1, text.length, ...text);
  }
  return characters.join('');
}

/** A whole number padded with zeros to a width. */
export function padded(value: number | string, width: number): string {
  return String(value).padStart(width, '0');
}

function misfit(id: string, name: string, text: string, width: number): CurbstopError {
  return new CurbstopError({
    code: 'mvrs-value-too-long',
    message: `"${text}" does not fit the MV-RS field ${id} ${name}, which holds ${width} plain characters.`,
    fix: 'Shorten the value, or use a reading system that can hold it.',
  });
}
