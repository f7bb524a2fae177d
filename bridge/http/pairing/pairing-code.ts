import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Letters and digits that nobody mistakes for another: no I, L, O, U, 0 or 1. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** Makes a pairing code, e.g. "7KQM-2XPA". */
export function makePairingCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

/** Compares a typed code with the true one in constant time. Case, spaces and the hyphen do not matter. */
export function sameCode(typed: string, expected: string): boolean {
  const key = randomBytes(32);
  const digest = (code: string) => createHmac('sha256', key).update(plain(code)).digest();
  return timingSafeEqual(digest(typed), digest(expected));
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '');
}
