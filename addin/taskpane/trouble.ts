import { BridgeFailure, type BridgeFailureKind } from '../client/bridge-failure.js';
import { CurbstopError, type Issue } from '../../bridge/contract/problem.js';
import { words } from './words.js';

/** What went wrong with a call, in words for the person. */
export interface Trouble {
  readonly kind: BridgeFailureKind;
  readonly message: string;
  readonly fix: string;
  readonly issues: readonly Issue[];
  /** True when the bridge may have done what it was asked, although its answer did not come. */
  readonly mayBeDone: boolean;
}

/** Puts anything thrown into words. What is neither the bridge's nor Curbstop's own is called a defect of the pane. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof BridgeFailure) {
    const { kind, message, fix, issues } = error;
    return { kind, message, fix, issues, mayBeDone: !error.isDefinite };
  }
  if (error instanceof CurbstopError) {
    return { kind: 'refused', message: error.message, fix: error.fix, issues: error.issues, mayBeDone: false };
  }
  const said = error instanceof Error && error.message !== '' ? ` (${error.message})` : '';
  return {
    kind: 'defect',
    message: `${words.common.unexpected}${said}`,
    fix: words.common.unexpectedFix,
    issues: [],
    mayBeDone: true,
  };
}
