import { z } from 'zod';
import { absoluteFolder } from './absolute-folder.js';

const addressSchema = z.email().max(254);
const plainLine = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((text) => !/\p{Cc}/u.test(text), { message: 'must be one line' });

/** What stands in the head of a message or in a page as it is. */
const plainUrl = (protocol: RegExp) =>
  z
    .url({ protocol })
    .max(500)
    .refine((url) => !/[\s\p{Cc}<>"]/u.test(url), { message: 'must have no spaces, line breaks, quotes, < or >' });

const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** The setting `ebill-mail`: what e-bill notices say, and which server takes them. The password is never part of it. */
export const ebillMailSchema = z.strictObject({
  from: z.strictObject({ name: plainLine, address: addressSchema }),
  replyTo: addressSchema.nullable(),
  /** Where customers see and pay their bills. */
  link: plainUrl(/^https$/),
  /** Where e-bills are ended: a page (https:) or an address (mailto:); null says it in no head of a message. */
  unsubscribe: plainUrl(/^(https|mailto)$/).nullable(),
  /** `{billed-on}` and `{due-on}` stand for the dates. */
  subject: plainLine,
  server: z.discriminatedUnion('kind', [
    /** Each notice as an .eml file in a folder, which must be there; null for `ebill/to-send` in the data folder. */
    z.strictObject({ kind: z.literal('folder'), folder: absoluteFolder.nullable() }),
    z
      .strictObject({
        kind: z.literal('smtp'),
        host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be the name or the address of a server'),
        port: z.number().int().min(1).max(65_535),
        /** tls: from the first byte, mostly port 465. starttls: asked for, and nothing is sent without. none: only within the office. */
        security: z.enum(['tls', 'starttls', 'none']),
        /** Null for a server that asks for no password. */
        user: z.string().min(1).max(254).nullable(),
      })
      .refine(({ security, user, host }) => security !== 'none' || user === null || THIS_MACHINE.test(host), {
        message: 'would send the password in clear: choose tls or starttls',
        path: ['security'],
      }),
  ]),
});
export type EbillMail = z.infer<typeof ebillMailSchema>;

/** What notices say, whoever takes them, and whose they are: it is kept with each, so that it is made again as it was. */
export const noticeWordsSchema = ebillMailSchema.omit({ server: true }).extend({ utilityName: z.string() });
export type NoticeWords = z.infer<typeof noticeWordsSchema>;

export type SmtpServer = Extract<EbillMail['server'], { kind: 'smtp' }>;
