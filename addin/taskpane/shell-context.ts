import { createContext, useContext } from 'react';
import type { TypedElsewhere } from '../sheets/typed-elsewhere.js';
import type { SheetKindId } from '../../bridge/contract/sheets/index.js';

/** What any screen may ask of the shell around it. */
export interface Shell {
  readonly pull: (kind: SheetKindId, parameters: unknown, typed?: TypedElsewhere) => void;
  /** True while a pull is under way; only one can be. */
  readonly isPulling: boolean;
  readonly goHome: () => void;
  /** Shows an account; its screen leads back to the one that is open now. */
  readonly openAccount: (accountId: string) => void;
  /** Shows what leaves the office of a posted run. */
  readonly openOutputs: (billRunId: string) => void;
  /** Asks again where the cycles stand, after something changed. */
  readonly refreshHome: () => void;
  /** Forgets the token and asks for a new code, saying why. */
  readonly unpair: (reason: string) => void;
}

export const ShellContext = createContext<Shell | null>(null);

/** The shell around the screens. Throws outside of it. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (shell === null) throw new Error('useShell is for screens inside the shell.');
  return shell;
}
