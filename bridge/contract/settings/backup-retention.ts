import { z } from 'zod';

/**
 * The setting `backup-retention`: how long backups are kept. Every one for some hours, then the last of each day for some
 * days, then the last of each month for some months.
 */
export const backupRetentionSchema = z.strictObject({
  allForHours: z.number().int().min(0),
  dailyForDays: z.number().int().min(0),
  monthlyForMonths: z.number().int().min(0),
});
export type BackupRetention = z.infer<typeof backupRetentionSchema>;
