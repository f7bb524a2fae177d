import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../../../bytes/sha256.js';

const TOKEN_BYTES = 32;

/** Makes a token of 256 random bits, as 43 characters that are safe in a header. */
export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** SHA-256 of a token, as 64 hexadecimal digits: the only form in which a token is ever stored. */
export function hashToken(token: string): string {
  return sha256Hex(token);
}
