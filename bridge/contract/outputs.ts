import { z } from 'zod';
import { callGroups } from './calls.js';
import { centsSchema } from './money.js';

/** A file for the mailing service; `untold` may have been sent, `replaced` never is any more. */
const mailingFileSchema = z.object({
  edition: z.number().int(),
  /** The run's own file, one of the whole run that is sent again, or one of bills whose e-mail came back. */
  purpose: z.enum(['run', 'again', 'paper']),
  fileName: z.string(),
  accounts: z.number().int(),
  totalCents: centsSchema,
  state: z.enum(['made', 'untold', 'sent', 'failed', 'replaced']),
  target: z.string(),
  /** The instant at which that was noted, in UTC. */
  at: z.string(),
  by: z.string(),
});
export type MailingFileState = z.infer<typeof mailingFileSchema>;

/** A file for the calling service; `untold` may have been sent, `replaced` never is any more. */
const callFileSchema = mailingFileSchema
  .pick({ edition: true, fileName: true, state: true, target: true, at: true, by: true })
  .extend({
    /** Those who were not called yet, or all of the run again. */
    purpose: z.enum(['run', 'again']),
    calls: z.number().int(),
    /** When the calls may be made, where the utility is. */
    window: z.object({ on: z.string(), from: z.string(), to: z.string() }),
    /** Calls that the service has, and may make yet, though they may not be made any more: it has to be told. */
    toTakeBack: z.array(z.object({ accountId: z.string(), phone: z.string() })),
  });
export type CallFileState = z.infer<typeof callFileSchema>;

/** A notice that needs a look. */
const troubledNoticeSchema = z.object({
  accountId: z.string(),
  email: z.string(),
  state: z.enum(['sending', 'not-sent', 'refused', 'bounced', 'given-up']),
  detail: z.string(),
});

/** What left the office of a posted run, and what is under way. */
export const runOutputsReplySchema = z.object({
  /** Nothing more is sent of it. */
  isReversed: z.boolean(),
  mailing: z.array(mailingFileSchema),
  ebill: z.object({
    accounts: z.number().int(),
    sent: z.number().int(),
    waiting: z.number().int(),
    untold: z.number().int(),
    /** Refused, with no paper made of them yet: they may be sent again. */
    refused: z.number().int(),
    /** Refused, come back or given up: their bills go on paper. */
    failed: z.number().int(),
    /** Of them no file for the mailing service was made yet. */
    toMail: z.number().int(),
    /** The first of those that are not sent. */
    troubled: z.array(troubledNoticeSchema),
  }),
  /** How many accounts there is a reason to call, by how they stand. */
  calls: z.object({
    toCall: z.number().int(),
    undecided: z.number().int(),
    skipped: z.number().int(),
    called: z.number().int(),
    /** Of those called, whom no call reached: it was busy or not answered. */
    unreached: z.number().int(),
    notCalled: z.number().int(),
    files: z.array(callFileSchema),
  }),
  /** What the bridge does for it at this moment, or did last and failed. */
  job: z.object({
    state: z.enum(['none', 'working', 'failed']),
    kind: z.enum(['mailing', 'ebill', 'calls']),
    done: z.number().int(),
    failure: z.object({ message: z.string(), fix: z.string(), issues: z.array(z.string()) }).nullable(),
  }),
});
export type RunOutputsReply = z.infer<typeof runOutputsReplySchema>;

const reason = z.string().max(500).default('');

/** again, paper-again: a new file of the whole run, or of all its bills on paper, with a reason. */
export const MAILING_ACTIONS = ['run', 'again', 'paper', 'paper-again'] as const;
export type MailingAction = (typeof MAILING_ACTIONS)[number];

export const sendMailingRequestSchema = z.object({ purpose: z.enum(MAILING_ACTIONS), reason });
export type SendMailingRequest = z.input<typeof sendMailingRequestSchema>;

/**
 * send: what was not sent. untold, refused: also what may have been sent, or what mailboxes refused. give-up: what is not
 * sent goes on paper. All but the first need a reason.
 */
export const NOTICE_ACTIONS = ['send', 'untold', 'refused', 'give-up'] as const;
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];

export const sendNoticesRequestSchema = z.object({ action: z.enum(NOTICE_ACTIONS), reason });
export type SendNoticesRequest = z.input<typeof sendNoticesRequestSchema>;

/** Calls that are made again need a reason. */
export const sendCallsRequestSchema = z.object({ who: z.enum(callGroups), reason });
export type SendCallsRequest = z.input<typeof sendCallsRequestSchema>;
