import { InvalidArgumentError } from 'commander';
import { isMonth, type Month } from '../contract/month.js';

/** A month as a person types it on the command line. */
export function typedMonth(text: string): Month {
  if (isMonth(text)) return text;
  throw new InvalidArgumentError('It must be a month written as YYYY-MM.');
}
