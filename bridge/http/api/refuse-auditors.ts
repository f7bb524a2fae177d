import type { Response } from 'express';
import { CurbstopError } from '../../contract/problem.js';
import { pairedClient } from '../guards/token/token-guard.js';

/** Refuses a client that is paired as an auditor, who pulls and makes nothing; the message says what. Throws `role-not-allowed`. */
export function refuseAuditors(res: Response, message: string): void {
  if (pairedClient(res).person.role !== 'auditor') return;
  throw new CurbstopError({
    code: 'role-not-allowed',
    status: 403,
    message,
    fix: 'Ask the coordinator or the supervisor.',
  });
}
