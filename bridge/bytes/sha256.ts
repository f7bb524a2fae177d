import { createHash } from 'node:crypto';

/** The SHA-256 of bytes that are all there, or of text as UTF-8, as 64 small hexadecimal digits. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
