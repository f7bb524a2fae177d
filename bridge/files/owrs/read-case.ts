import { CurbstopError } from '../../contract/problem.js';
import { type TariffCase, tariffCaseSchema } from '../../contract/tariff-check.js';

const LONGEST_CASE = 100_000;

/** Reads a case from its line of JSON. Throws CurbstopError "bad-case". */
export function readCase(text: string): TariffCase {
  if (text.length > LONGEST_CASE) throw badCase(`it has ${text.length} characters; the limit is ${LONGEST_CASE}`);
  if (text.trim() === '') throw badCase('its line is blank');
  const parsed = tariffCaseSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw badCase(faultAt(parsed.error.issues[0]?.path ?? []));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badCase(`it is no JSON${error instanceof Error ? ` (${error.message})` : ''}`);
  }
}

/** What is wrong at a place of the case. */
function faultAt([field, input]: readonly PropertyKey[]): string {
  if (field === undefined) return 'it is no JSON object';
  if (field === 'class') return '"class" is missing, or is no text';
  if (input === undefined) return '"inputs" is no object of names and values';
  return `the input "${String(input).slice(0, 80)}" is neither text nor a number`;
}

function badCase(why: string): CurbstopError {
  return new CurbstopError({
    code: 'bad-case',
    message: `The case cannot be read: ${why}.`,
    fix: 'Give one JSON object a line: {"class": "RESIDENTIAL", "inputs": {"usage_ccf": "6"}}.',
  });
}
