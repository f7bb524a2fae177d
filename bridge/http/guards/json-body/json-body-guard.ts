import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { CurbstopError } from '../../../contract/problem.js';
import { nestingDepth } from './nesting-depth.js';

/** The largest request body unless told: 50,000 rows of a push fit. */
export const BODY_BYTES_MAX = 16 * 1024 * 1024;
/** The deepest nesting of lists and objects that any request of the bridge has use for. */
export const NESTING_MAX = 32;

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * Reads JSON bodies, and refuses what is no JSON by its content type (415), what is too large (413, naming the limit)
 * and what is nested too deeply (400). A form or text/plain body, which a page may send anywhere unasked, stops here.
 */
export function jsonBodyGuard({ bodyBytesMax = BODY_BYTES_MAX }: { readonly bodyBytesMax?: number | undefined } = {}): (
  RequestHandler | ErrorRequestHandler
)[] {
  const read = { limit: bodyBytesMax, inflate: false, strict: true, type: () => true, verify: refuseDeepNesting };
  const nameLimit: ErrorRequestHandler = (error: unknown, _req, _res, next) => {
    next(isTooLarge(error) ? tooLarge(bodyBytesMax) : error);
  };
  return [requireJsonType, express.json(read), nameLimit];
}

function requireJsonType(req: Request, _res: unknown, next: (error?: unknown) => void): void {
  const needsJson = WITH_BODY.has(req.method) || hasBody(req);
  if (!needsJson || JSON_TYPE.test(req.headers['content-type'] ?? '')) return next();
  next(
    new CurbstopError({
      code: 'json-required',
      status: 415,
      message: 'The request has a body that is not marked as JSON in UTF-8.',
      fix: 'Send it with the header Content-Type: application/json.',
    }),
  );
}

function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

function refuseDeepNesting(_req: unknown, _res: unknown, body: Buffer): void {
  if (nestingDepth(body) <= NESTING_MAX) return;
  throw new CurbstopError({
    code: 'json-too-deep',
    status: 400,
    message: `The request nests lists and objects more than ${NESTING_MAX} deep.`,
    fix: 'Push again from the Curbstop pane; if that fails, reload the add-in.',
  });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large';
}

function tooLarge(bodyBytesMax: number): CurbstopError {
  return new CurbstopError({
    code: 'body-too-large',
    status: 413,
    message: `The request is larger than ${describeBytes(bodyBytesMax)}, the most that the bridge takes at once.`,
    fix: 'Filter the sheet and push fewer rows at a time.',
  });
}

function describeBytes(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes >= 1 ? `${Math.floor(megabytes)} MB` : `${bytes} bytes`;
}
