import { STATUS_CODES } from 'node:http';
import { ZodError } from 'zod';
import { CurbstopError, type Issue, type Problem } from '../../../contract/problem.js';

/** How many issues one answer lists; the count of all is in its detail. */
export const ISSUES_MAX = 500;

type ProblemFacts = Omit<Problem, 'type' | 'title'>;

/** What a failing request answers (RFC 9457), or null for a defect, which must say nothing about the inside. */
export function problemOf(error: unknown): Problem | null {
  const facts = factsOf(error);
  return facts && asProblem(facts);
}

/** The answer for a refusal that a person can mend. */
export function curbstopProblem(error: CurbstopError): Problem {
  return asProblem(curbstopFacts(error));
}

/** The answer for a defect: a reference to the log and nothing else. */
export function defectProblem(reference: string): Problem {
  return asProblem({
    status: 500,
    code: 'defect',
    detail: `The bridge could not do this because of a fault of its own. Reference: ${reference}.`,
    fix: 'Try again, a push is never applied twice; if it fails again, send the reference and the bridge log to support.',
  });
}

function asProblem({ status, ...rest }: ProblemFacts): Problem {
  return { type: `urn:curbstop:problem:${rest.code}`, title: STATUS_CODES[status] ?? 'Problem', status, ...rest };
}

function factsOf(error: unknown): ProblemFacts | null {
  if (error instanceof CurbstopError) return curbstopFacts(error);
  if (error instanceof ZodError) return zodFacts(error);
  if (error instanceof Error) return bodyFacts(error) ?? clientFacts(error);
  return null;
}

function curbstopFacts({ status, message, code, fix, issues }: CurbstopError): ProblemFacts {
  const facts = { status, detail: message, code, fix };
  return issues.length === 0 ? facts : { ...facts, issues: issues.slice(0, ISSUES_MAX) };
}

function zodFacts(error: ZodError): ProblemFacts {
  const issues = error.issues.slice(0, ISSUES_MAX).map(({ path, message }): Issue => {
    const column = path.map(String).join('.');
    return { code: 'invalid-value', rowKey: '', column, message, fix: 'Correct this value and send it again.' };
  });
  const count = error.issues.length === 1 ? 'One value' : `${error.issues.length} values`;
  return {
    status: 400,
    code: 'invalid-request',
    detail: `${count} of the request cannot be used.`,
    fix: 'Correct each value listed and send the request again.',
    issues,
  };
}

const RESEND = 'Try again from the Curbstop pane; if it fails again, reload the add-in.';

/** The body parser's errors, by its own type names. They carry the body, so their messages are never passed on. */
const BODY_PROBLEMS: Readonly<Record<string, Omit<ProblemFacts, 'fix'>>> = {
  'entity.parse.failed': { status: 400, code: 'json-invalid', detail: 'The body of the request is not valid JSON.' },
  'request.aborted': { status: 400, code: 'request-aborted', detail: 'The request broke off before it was complete.' },
  'request.size.invalid': { status: 400, code: 'request-aborted', detail: 'The request is not as long as it says.' },
  'encoding.unsupported': { status: 415, code: 'body-compressed', detail: 'The bridge takes no compressed bodies.' },
  'charset.unsupported': { status: 415, code: 'json-required', detail: 'The bridge takes JSON in UTF-8 only.' },
};

function bodyFacts(error: Error): ProblemFacts | null {
  const known = 'type' in error && typeof error.type === 'string' ? BODY_PROBLEMS[error.type] : undefined;
  return known ? { ...known, fix: RESEND } : null;
}

/** What express itself refuses, such as a path that does not decode. */
function clientFacts(error: Error): ProblemFacts | null {
  const status = 'status' in error ? Number(error.status) : 500;
  if (!(status >= 400 && status < 500)) return null;
  return { status, code: 'bad-request', detail: 'The bridge does not understand the request.', fix: RESEND };
}
