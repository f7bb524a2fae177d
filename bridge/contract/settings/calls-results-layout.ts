import { z } from 'zod';
import { callOutcomes, type CallOutcome } from '../calls.js';

const name = z.string().trim().min(1).max(60);
const words = z.array(z.string().trim().min(1).max(60)).max(40);

/** The setting `calls-results-layout`: the file of the calling service that tells what came of the calls. */
export const callsResultsLayoutSchema = z
  .strictObject({
    delimiter: z
      .string()
      .length(1)
      .refine((text) => !/["\r\n]/.test(text), { message: 'must be no quote and no line break' }),
    encoding: z.enum(['utf8', 'latin1']),
    /** The columns by their names in the first line. A call is known by its reference, or else by its phone. */
    columns: z
      .strictObject({
        reference: name.optional(),
        phone: name.optional(),
        outcome: name,
        date: name,
        /** Without it the time stands behind the date, in the same column. */
        time: name.optional(),
      })
      .refine(({ reference, phone }) => reference !== undefined || phone !== undefined, {
        message: 'must name the column of the reference or that of the phone',
      }),
    dateFormat: z.enum(['YYYY-MM-DD', 'MM/DD/YYYY', 'MMDDYY']),
    timeFormat: z.enum(['HH:mm', 'h:mm A', 'HHmmss']),
    /** The service's words for each outcome, whatever the case of their letters. */
    outcomes: z.strictObject(
      Object.fromEntries(callOutcomes.map((outcome) => [outcome, words])) as Record<CallOutcome, typeof words>,
    ),
  })
  .superRefine(({ outcomes }, context) => {
    const all = Object.values(outcomes).flatMap((each) => each.map((word) => word.toLowerCase()));
    const twice = all.find((word, index) => all.indexOf(word) !== index);
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `has the word "${twice}" twice` });
    if (outcomes['opted-out'].length === 0)
      context.addIssue({ code: 'custom', message: 'must have a word for opted-out, so that no opt-out is lost' });
  });
export type CallsResultsLayout = z.infer<typeof callsResultsLayoutSchema>;
