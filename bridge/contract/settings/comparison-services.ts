import { z } from 'zod';
import { services } from '../services.js';

/** The longest name of a service in the system in use now. */
export const SERVICE_NAME_LENGTH_MAX = 60;

const namesSchema = z.array(z.string().trim().min(1).max(SERVICE_NAME_LENGTH_MAX)).max(200);

/**
 * The setting `comparison-services`: what the system in use now calls each service, whatever the case of its letters.
 * Lines of names that are `leftOut` take no part in a comparison; a name that is nowhere here refuses the file.
 */
export const comparisonServicesSchema = z
  .strictObject({
    ...(Object.fromEntries(services.map((service) => [service, namesSchema])) as Record<
      (typeof services)[number],
      typeof namesSchema
    >),
    leftOut: namesSchema,
  })
  .refine((names) => new Set(allNames(names)).size === allNames(names).length, {
    message: 'a name stands for two things, or stands twice',
  });
export type ComparisonServices = z.infer<typeof comparisonServicesSchema>;

function allNames(names: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.values(names)
    .flat()
    .map((name) => name.toLowerCase());
}
