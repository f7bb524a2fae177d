import { z } from 'zod';
import { absoluteFolder } from './absolute-folder.js';

/** How SSH names a key: SHA256 and 43 characters of base64. */
const fingerprintSchema = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must be written as ssh-keygen -l does: SHA256:...');

/**
 * The setting `mailing-target`: where the mailing service takes its files. What opens the door, a password or a key, is
 * never part of it: it lies in the data folder's `secrets`, or comes by the environment.
 */
export const mailingTargetSchema = z.discriminatedUnion('kind', [
  /** A folder, which must be there; null for `mailing/to-send` in the data folder. */
  z.strictObject({ kind: z.literal('folder'), folder: absoluteFolder.nullable() }),
  z.strictObject({
    kind: z.literal('sftp'),
    host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be the name or the address of a server'),
    port: z.number().int().min(1).max(65_535).default(22),
    user: z.string().min(1).max(100),
    /** The folder on the server. */
    path: z.string().min(1).max(500).default('.'),
    /** The only key by which the server is known. */
    hostKey: fingerprintSchema,
  }),
]);
export type MailingTarget = z.infer<typeof mailingTargetSchema>;
export type SftpTarget = Extract<MailingTarget, { kind: 'sftp' }>;
