import type { z } from 'zod';
import { problemSchema, type Problem } from '../../bridge/contract/problem.js';
import { BridgeFailure, notRunning, otherVersion } from './bridge-failure.js';

/**
 * Reads the bridge's answer by the contract's schema. Throws a BridgeFailure for a problem, and for an answer that the
 * schema does not know.
 */
export async function readAnswer<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const body = await bodyOf(response);
  if (!response.ok) throw failureOf(response.status, body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw otherVersion('The bridge answers in a way that this add-in does not know.', parsed.error);
}

/** The body as JSON; undefined when it is none. A connection that breaks off half-way is a lost reply. */
async function bodyOf(response: Response): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw isStopped(error) ? error : notRunning(error);
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failureOf(status: number, body: unknown): BridgeFailure {
  const { data: problem } = problemSchema.safeParse(body);
  if (status === 401) return notPaired(problem);
  if (problem === undefined || problem.code === 'defect') return defect(status, problem);
  return new BridgeFailure({ kind: 'refused', message: problem.detail, fix: problem.fix, problem });
}

function notPaired(problem: Problem | undefined): BridgeFailure {
  return new BridgeFailure({
    kind: 'not-paired',
    message: problem?.detail ?? 'This add-in is not paired with the bridge.',
    fix: problem?.fix ?? 'Type the pairing code that the bridge shows in its window into the Curbstop pane.',
    problem,
  });
}

function defect(status: number, problem: Problem | undefined): BridgeFailure {
  return new BridgeFailure({
    kind: 'defect',
    message: problem?.detail ?? `The bridge failed (HTTP ${status}) and did not say why.`,
    fix: problem?.fix ?? 'Try again; a push is never applied twice. If it fails again, look into the bridge log.',
    problem,
  });
}

/** Tells whether the error means that a signal stopped the request, be it the person's or that of a time limit. */
export function isStopped(error: unknown): boolean {
  return isAbort(error) || isTimeout(error);
}

/** Tells whether the error means that a time limit ran out. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** Tells whether the error means that the person or the program stopped the request. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
