import { counted } from '../../bridge/contract/counted.js';
import type { Issue, Problem } from '../../bridge/contract/problem.js';

/**
 * not-running: no answer came at all, or none in time, from a bridge that answered before. unreachable: this page never
 * got an answer, and a browser does not tell why. blocked: neither, and the browser denies the way. not-paired: the token is missing or revoked. refused: the bridge said no and why.
 * defect: the bridge failed by a fault of its own. version: the answer is not one that this add-in understands.
 */
export type BridgeFailureKind =
  'not-running' | 'unreachable' | 'blocked' | 'not-paired' | 'refused' | 'defect' | 'version';

export interface BridgeFailureFacts {
  readonly kind: BridgeFailureKind;
  readonly message: string;
  readonly fix: string;
  readonly problem?: Problem | undefined;
  readonly cause?: unknown;
}

/** Why a request to the bridge gave no result, in sentences for the person. */
export class BridgeFailure extends Error {
  readonly kind: BridgeFailureKind;
  readonly fix: string;
  readonly problem: Problem | undefined;

  constructor(facts: BridgeFailureFacts) {
    super(facts.message, { cause: facts.cause });
    this.name = 'BridgeFailure';
    this.kind = facts.kind;
    this.fix = facts.fix;
    this.problem = facts.problem;
  }

  /** Stable and kebab-case: the problem's code, or the kind where no problem came. */
  get code(): string {
    return this.problem?.code ?? this.kind;
  }

  get issues(): readonly Issue[] {
    return this.problem?.issues ?? [];
  }

  /**
   * True when the request has certainly changed nothing. After a failure that is not definite it may have been carried
   * out although the answer was lost, so a command must be sent again with the same id.
   */
  get isDefinite(): boolean {
    return this.kind === 'not-paired' || (this.problem !== undefined && this.problem.status < 500);
  }
}

/** A bridge that answered this page before and does not now. */
export function notRunning(cause: unknown): BridgeFailure {
  return new BridgeFailure({
    kind: 'not-running',
    message: 'The bridge does not answer.',
    fix:
      'Check that the Curbstop bridge is started on this computer (npm start). If it is, start it again: its ' +
      'certificate may have lapsed.',
    cause,
  });
}

/** No answer ever came to this page: to a browser, a bridge that is off and one that it doesn't trust look alike. */
export function unreachable(cause: unknown): BridgeFailure {
  return new BridgeFailure({
    kind: 'unreachable',
    message: 'No answer came from the bridge, and the browser does not tell why.',
    fix:
      'Check that the Curbstop bridge is started on this computer (npm start). If it is, its certificate may not be ' +
      'trusted yet: open the bridge’s own page in a browser, which says so.',
    cause,
  });
}

/** As {@link unreachable}, where the browser says that it lets no page reach this computer. */
export function blocked(cause: unknown): BridgeFailure {
  return new BridgeFailure({
    kind: 'blocked',
    message: 'No answer came from the bridge, and the browser does not let this page reach this computer.',
    fix: 'Allow local network access for Excel’s site in the browser. If it is allowed, start the bridge (npm start).',
    cause,
  });
}

/** No answer within the time limit: the bridge may hang, or may still be at work. */
export function tookTooLong(limitMs: number, cause: unknown): BridgeFailure {
  return new BridgeFailure({
    kind: 'not-running',
    message: `The bridge did not answer within ${counted(Math.ceil(limitMs / 1000), 'second')}.`,
    fix: 'Try again; nothing is ever applied twice. If it does not answer again, close the bridge and start it (npm start).',
    cause,
  });
}

export function otherVersion(message: string, cause?: unknown): BridgeFailure {
  return new BridgeFailure({
    kind: 'version',
    message,
    fix: 'Close Excel, start the bridge again (npm start) so that it brings its own add-in along, and open Excel.',
    cause,
  });
}
