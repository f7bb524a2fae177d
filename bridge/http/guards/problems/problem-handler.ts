import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Problem } from '../../../contract/problem.js';
import { defectProblem, problemOf } from './problem-of.js';

/**
 * Answers every failure as RFC 9457 problem details. A defect answers with a reference only; the log has its kind and
 * place in the code under that reference, without its message, which may hold a customer's data.
 */
export function problemHandler({ log }: { readonly log: Logger }): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  return (error: unknown, _req, res, _next) => {
    // What fails after the answer was given, such as work that outlived its time limit, changes nothing for the client.
    if (res.writableEnded) return;
    const problem = problemOf(error) ?? reportDefect(error, log);
    // An answer that broke off half-way must not look complete.
    if (res.headersSent) res.destroy();
    else sendProblem(res, problem);
  };
}

/** Sends problem details; they are never cached. */
export function sendProblem(res: Response, problem: Problem): void {
  res.status(problem.status);
  res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  res.type('application/problem+json').send(JSON.stringify(problem));
}

function reportDefect(error: unknown, log: Logger): Problem {
  const reference = randomUUID();
  log.error({ reference, defect: outlineOf(error) }, 'A request failed because of a defect.');
  return defectProblem(reference);
}

/** Kind and place of an error. Its message is left out: drivers put the values of a row into it. */
function outlineOf(error: unknown): { kind: string; code?: string; frames: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const outline = { kind: error.name, frames: frames.map((line) => line.trim()) };
  return 'code' in error && typeof error.code === 'string' ? { ...outline, code: error.code } : outline;
}
