import { z } from 'zod';
import { adjustmentKinds } from '../sheets/adjustments.js';

/** Excel's drop-down holds so many characters, the commas between the choices among them. */
const LIST_LENGTH_MAX = 255;
const codeSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .refine((code) => !code.includes(','), 'must have no comma, which parts the choices of the drop-down');

/**
 * The setting `adjustment-reasons`: the reason codes that the Adjustments sheet offers and that reports add up by, and the
 * kinds of adjustment that need one. A leak needs one where the leak policy asks for it.
 */
export const adjustmentReasonsSchema = z.strictObject({
  codes: z
    .array(codeSchema)
    .min(1)
    .superRefine((codes, context) => {
      const known = new Set<string>();
      codes.forEach((code, place) => {
        const message = `names "${code}" twice`;
        if (known.has(code.toLowerCase())) context.addIssue({ code: 'custom', path: [place], message });
        known.add(code.toLowerCase());
      });
      const { length } = codes.join(',');
      const message = `come to ${length} characters with the commas between them; Excel’s drop-down holds ${LIST_LENGTH_MAX}`;
      if (length > LIST_LENGTH_MAX) context.addIssue({ code: 'custom', message });
    }),
  requiredFor: z.array(z.enum(adjustmentKinds)).max(adjustmentKinds.length).default([]),
});
export type AdjustmentReasons = z.infer<typeof adjustmentReasonsSchema>;
