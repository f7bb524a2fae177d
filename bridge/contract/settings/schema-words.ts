import type { z } from 'zod';
import { counted } from '../counted.js';

/**
 * What a schema refuses, in words that follow the place where it is: "is empty", "is longer than 120 characters". Words that
 * a schema of ours has itself stay. The value must have been parsed with `reportInput`, so that it can be told.
 */
export function schemaWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'int') return 'is no whole number';
      return `is ${nameOf(issue.input)}; ${NEEDED[issue.expected] ?? issue.expected} is needed`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      return `is not one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `has ${issue.keys.map((key) => `"${key}"`).join(', ')}, which it may not have`;
    default:
      return issue.message;
  }
}

const NEEDED: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', boolean: 'true or false', array: 'a list' },
  ...{ object: 'a set of names with their values', record: 'a set of names with their values' },
};

function nameOf(input: unknown): string {
  if (input === undefined) return 'not there';
  if (input === null) return 'nothing';
  return Array.isArray(input)
    ? 'a list'
    : typeof input === 'boolean'
      ? String(input)
      : (NEEDED[typeof input] ?? 'other');
}

function tooSmall({ origin, minimum, inclusive, input }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return input === '' || minimum === 1 ? 'is empty' : `is shorter than ${minimum} characters`;
  if (origin === 'array') {
    const has =
      Array.isArray(input) && input.length > 0
        ? `has ${counted(input.length, 'entry', 'entries')}`
        : 'is an empty list';
    return `${has}; at least ${counted(Number(minimum), 'entry', 'entries')} is needed`;
  }
  return inclusive === false ? `is not more than ${minimum}` : `is less than ${minimum}`;
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return `is longer than ${maximum} characters`;
  if (origin === 'array') return `has more than ${maximum} entries`;
  return inclusive === false ? `is not less than ${maximum}` : `is more than ${maximum}`;
}
