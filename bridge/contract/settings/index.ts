import type { z } from 'zod';
import { accountingSchema } from './accounting.js';
import { adjustmentLimitsSchema } from './adjustment-limits.js';
import { backupRetentionSchema } from './backup-retention.js';
import { comparisonServicesSchema } from './comparison-services.js';
import { depositInterestSchema } from './deposit-interest.js';
import { feesSchema } from './fees.js';
import { lateRuleSchema } from './late-rule.js';
import { meterTestLimitsSchema } from './meter-test-limits.js';
import { paymentApplicationSchema } from './payment-application.js';
import { paymentLayoutsSchema } from './payment-layouts.js';
import { readingCodesSchema } from './reading-codes.js';
import { readingReviewSchema } from './reading-review.js';
import { readingLayoutsSchema } from './reading-layouts.js';

/** Every setting that a person can set, by its name. */
export const settingSchemas = {
  accounting: accountingSchema,
  'adjustment-limits': adjustmentLimitsSchema,
  'backup-retention': backupRetentionSchema,
  'comparison-services': comparisonServicesSchema,
  'deposit-interest': depositInterestSchema,
  fees: feesSchema,
  'late-rule': lateRuleSchema,
  'meter-test-limits': meterTestLimitsSchema,
  'payment-application': paymentApplicationSchema,
  'payment-layouts': paymentLayoutsSchema,
  'reading-codes': readingCodesSchema,
  'reading-review': readingReviewSchema,
  'reading-layouts': readingLayoutsSchema,
} as const;

export type SettingName = keyof typeof settingSchemas;
export const settingNames = Object.keys(settingSchemas) as [SettingName, ...SettingName[]];
export type SettingValue<Name extends SettingName> = z.infer<(typeof settingSchemas)[Name]>;
