import { CurbstopError } from '../../contract/problem.js';
import { type TariffCase, tariffCaseSchema } from '../../contract/tariff-check.js';

const LONGEST_CASE = 100_000;

/** Reads a case from its line of JSON. Throws CurbstopError "bad-case". */
export function readCase(text: string): TariffCase {
  if (text.length > LONGEST_CASE) throw badCase(`it has ${text.length} characters; the limit is ${LONGEST_CASE}`);
  const parsed = tariffCaseSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badCase(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badCase(error instanceof Error ? error.message : 'it is no JSON');
  }
}

function badCase(why: string): CurbstopError {
  return new CurbstopError({
    code: 'bad-case',
    message: `The case cannot be read: ${why}.`,
    fix: 'Give one JSON object a line: {"class": "RESIDENTIAL", "inputs": {"usage_ccf": "6"}}.',
  });
}
