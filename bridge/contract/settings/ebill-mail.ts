import { z } from 'zod';

const addressSchema = z.email().max(254);
const plainLine = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((text) => !/\p{Cc}/u.test(text), { message: 'must be one line' });

/** The setting `ebill-mail`: what e-bill notices say, and which server takes them. The password is never part of it. */
export const ebillMailSchema = z.strictObject({
  from: z.strictObject({ name: plainLine, address: addressSchema }),
  replyTo: addressSchema.nullable(),
  /** Where customers see and pay their bills. */
  link: z.url({ protocol: /^https$/ }).max(500),
  /** Where e-bills are ended: a page (https:) or an address (mailto:); null says it in no head of a message. */
  unsubscribe: z
    .url({ protocol: /^(https|mailto)$/ })
    .max(500)
    .nullable(),
  /** `{billed-on}` and `{due-on}` stand for the dates. */
  subject: plainLine,
  server: z.discriminatedUnion('kind', [
    /** Each notice as an .eml file in a folder, by default `ebill` in the data folder. */
    z.strictObject({ kind: z.literal('folder'), folder: z.string().min(1).max(500).nullable() }),
    z.strictObject({
      kind: z.literal('smtp'),
      host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be the name or the address of a server'),
      port: z.number().int().min(1).max(65_535),
      /** tls: from the first byte, mostly port 465. starttls: asked for, and nothing is sent without. none: only within the office. */
      security: z.enum(['tls', 'starttls', 'none']),
      /** Null for a server that asks for no password. */
      user: z.string().min(1).max(254).nullable(),
    }),
  ]),
});
export type EbillMail = z.infer<typeof ebillMailSchema>;
export type SmtpServer = Extract<EbillMail['server'], { kind: 'smtp' }>;
