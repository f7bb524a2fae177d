import { ModelError } from '../model/model-error.js';

/** The value as text. Throws InvalidArgument. */
export function asText(value: unknown): string {
  if (typeof value !== 'string') throw new ModelError('InvalidArgument');
  return value;
}

/** The value as text, or null when it was left out. */
export function asOptionalText(value: unknown): string | null {
  return value === undefined || value === null ? null : asText(value);
}

/** The value as a whole number. Throws InvalidArgument. */
export function asInteger(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new ModelError('InvalidArgument');
  return value;
}

/** The value as a number. Throws InvalidArgument. */
export function asNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ModelError('InvalidArgument');
  return value;
}

/** The value as a whole number, or a default when it was left out. */
export function integerOr(value: unknown, otherwise: number): number {
  return value === undefined || value === null ? otherwise : asInteger(value);
}

/** The value as yes or no. Throws InvalidArgument. */
export function asBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new ModelError('InvalidArgument');
  return value;
}

/** The value as one of some words. Throws InvalidArgument. */
export function asOneOf<T extends string>(value: unknown, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new ModelError('InvalidArgument');
  return found;
}

/** The value as an object with named values. Throws InvalidArgument. */
export function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ModelError('InvalidArgument');
  return value as Record<string, unknown>;
}

/** The value as a list. Throws InvalidArgument. */
export function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ModelError('InvalidArgument');
  return value as readonly unknown[];
}
