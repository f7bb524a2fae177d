import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { tariffImpactSchema } from '../tariff-impact.js';

/** Adds a version to a tariff. The rate file's text names its own effective date and is kept as it is. */
export const setTariffVersionPayloadSchema = z.object({
  tariffId: z.string().max(80),
  /** The file's name, for messages. */
  fileName: z.string().min(1).max(255).default('The rates'),
  source: z.string(),
});
export type SetTariffVersionPayload = z.infer<typeof setTariffVersionPayloadSchema>;

export const setTariffVersionReplySchema = z.object({
  tariffId: z.string(),
  tariffVersionId: z.string(),
  service: z.string(),
  title: z.string(),
  effectiveFrom: calendarDateSchema,
  isSample: z.boolean(),
  sha256: z.string(),
  impact: tariffImpactSchema,
});
export type SetTariffVersionReply = z.infer<typeof setTariffVersionReplySchema>;
