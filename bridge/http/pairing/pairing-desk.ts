import { randomUUID } from 'node:crypto';
import { CurbstopError } from '../../contract/problem.js';
import type { PairedClient } from '../guards/token/token-guard.js';
import { hashToken, makeToken } from '../guards/token/token-hash.js';
import { makePairingCode, sameCode } from './pairing-code.js';

export const CODE_MINUTES = 10;
export const ATTEMPTS_MAX = 5;
export const PAUSE_SECONDS = 60;

/** The person that the next client is paired to; settled at the bridge, never by the pane. */
export type Invitee = Pick<PairedClient, 'person'>;

/** What is kept of a client: never its token. */
export interface NewClient extends PairedClient {
  /** What the client calls itself, e.g. "Excel on the front desk". */
  readonly label: string;
  readonly pairedAt: Date;
}

export interface Announcement {
  readonly code: string;
  readonly invitee: Invitee;
  readonly expiresAt: Date;
}

export interface PairingDeskParts {
  /** Shows a code on the bridge's console, and nowhere else. */
  readonly announce: (announcement: Announcement) => void;
  /** Keeps a client. */
  readonly register: (client: NewClient) => Promise<void>;
  readonly clock: () => Date;
}

interface OpenCode extends Announcement {
  attemptsLeft: number;
}

/**
 * Pairs clients with people: the person types a short code that the bridge's console shows.
 * A code is good for one client and ten minutes; five wrong attempts end it and make everyone wait a minute.
 */
export class PairingDesk {
  readonly #parts: PairingDeskParts;
  #open: OpenCode | null = null;
  #pausedUntil = 0;

  constructor(parts: PairingDeskParts) {
    this.#parts = parts;
  }

  /** Announces a new code that pairs the next client to this person. An earlier code ends. */
  invite(invitee: Invitee): void {
    const expiresAt = new Date(this.#now() + CODE_MINUTES * 60_000);
    this.#open = { code: makePairingCode(), invitee, expiresAt, attemptsLeft: ATTEMPTS_MAX };
    const { code } = this.#open;
    this.#parts.announce({ code, invitee, expiresAt });
  }

  /**
   * Exchanges the code for a token, given once. Throws a CurbstopError when the code is wrong (403), has expired (403),
   * nobody was invited (409), or too many attempts failed (429).
   */
  async redeem({ code, label }: { readonly code: string; readonly label: string }): Promise<Redeemed> {
    const { invitee } = this.#check(code);
    // The code ends before anything is awaited, so that two requests at once cannot both use it.
    this.invite(invitee);
    const token = makeToken();
    const id = randomUUID();
    await this.#parts.register({ id, ...invitee, label, tokenHash: hashToken(token), pairedAt: this.#parts.clock() });
    return { token, clientId: id, ...invitee };
  }

  #check(typed: string): OpenCode {
    if (this.#now() < this.#pausedUntil) throw paused(Math.ceil((this.#pausedUntil - this.#now()) / 1000));
    const open = this.#open;
    if (!open) throw nobodyInvited();
    if (this.#now() >= open.expiresAt.getTime()) {
      this.invite(open.invitee);
      throw expired();
    }
    if (!sameCode(typed, open.code)) throw this.#refuse(open);
    return open;
  }

  #refuse(open: OpenCode): CurbstopError {
    open.attemptsLeft -= 1;
    if (open.attemptsLeft > 0) return wrongCode(open.attemptsLeft);
    this.#pausedUntil = this.#now() + PAUSE_SECONDS * 1000;
    this.invite(open.invitee);
    return paused(PAUSE_SECONDS);
  }

  #now(): number {
    return this.#parts.clock().getTime();
  }
}

/** What a client gets for a code; the token is never shown again. */
export interface Redeemed extends Invitee {
  readonly token: string;
  readonly clientId: string;
}

function wrongCode(attemptsLeft: number): CurbstopError {
  return new CurbstopError({
    code: 'pairing-code-wrong',
    status: 403,
    message: `This is not the code that the bridge shows. Attempts left: ${attemptsLeft}.`,
    fix: 'Type the eight letters and digits from the bridge window.',
  });
}

function expired(): CurbstopError {
  return new CurbstopError({
    code: 'pairing-code-expired',
    status: 403,
    message: `The code has expired; a code is good for ${CODE_MINUTES} minutes.`,
    fix: 'Type the new code that the bridge shows in its window now.',
  });
}

function nobodyInvited(): CurbstopError {
  return new CurbstopError({
    code: 'pairing-closed',
    status: 409,
    message: 'The bridge has no pairing code open.',
    fix: 'Ask for a code at the bridge, then type it here.',
  });
}

function paused(seconds: number): CurbstopError {
  return new CurbstopError({
    code: 'pairing-paused',
    status: 429,
    message: `Too many wrong codes. Pairing pauses for ${seconds} seconds, and the code has changed.`,
    fix: `Wait ${seconds} seconds, then type the new code that the bridge shows in its window.`,
  });
}
