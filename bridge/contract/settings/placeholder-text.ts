import { z } from 'zod';

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** A text with placeholders in braces, of which it may have these and no other ones. */
export function placeholderText(placeholders: readonly string[], charactersMax: number) {
  const known = placeholders.map((each) => `{${each}}`).join(', ');
  return z
    .string()
    .trim()
    .min(1)
    .max(charactersMax)
    .superRefine((text, context) => {
      const unknown = [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
      for (const name of unknown.filter((each) => !placeholders.includes(each))) {
        context.addIssue({ code: 'custom', message: `has the placeholder {${name}}; it may have ${known}` });
      }
      if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) {
        context.addIssue({ code: 'custom', message: `has a brace that is of no placeholder; it may have ${known}` });
      }
    });
}

/** The names of the placeholders that a text has. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
}

/** Puts values in the place of placeholders, each once: braces within a value are none. */
export function filledText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
}
