import { z } from 'zod';
import { services } from '../services.js';
import { SERVICE_NAME_LENGTH_MAX } from '../settings/comparison-services.js';

/** What a name of the system in use now stands for; lines of a name that is left out take no part in a comparison. */
export const namedServices = [...services, 'leftOut'] as const;
export type NamedService = (typeof namedServices)[number];

/** Says what names of the system in use now mean, for every comparison from today on. */
export const nameComparisonServicesPayloadSchema = z.strictObject({
  names: z
    .array(
      z.strictObject({ name: z.string().trim().min(1).max(SERVICE_NAME_LENGTH_MAX), service: z.enum(namedServices) }),
    )
    .min(1)
    .max(200),
});
export type NameComparisonServicesPayload = z.infer<typeof nameComparisonServicesPayloadSchema>;

export const nameComparisonServicesReplySchema = z.object({
  /** The names that were not known before. */
  added: z.array(z.string()),
});
export type NameComparisonServicesReply = z.infer<typeof nameComparisonServicesReplySchema>;
