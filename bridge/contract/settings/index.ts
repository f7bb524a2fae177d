import type { z } from 'zod';
import { accountingSchema } from './accounting.js';
import { adjustmentLetterSchema } from './adjustment-letter.js';
import { adjustmentLimitsSchema } from './adjustment-limits.js';
import { adjustmentReasonsSchema } from './adjustment-reasons.js';
import { backupRetentionSchema } from './backup-retention.js';
import { billReviewSchema } from './bill-review.js';
import { callsLayoutSchema } from './calls-layout.js';
import { callsResultsLayoutSchema } from './calls-results-layout.js';
import { callsSchema } from './calls.js';
import { comparisonServicesSchema } from './comparison-services.js';
import { depositInterestSchema } from './deposit-interest.js';
import { ebillMailSchema } from './ebill-mail.js';
import { feesSchema } from './fees.js';
import { lateRuleSchema } from './late-rule.js';
import { leakPolicySchema } from './leak-policy.js';
import { mailingLayoutSchema } from './mailing-layout.js';
import { mailingTargetSchema } from './mailing-target.js';
import { meterTestLimitsSchema } from './meter-test-limits.js';
import { paymentApplicationSchema } from './payment-application.js';
import { paymentLayoutsSchema } from './payment-layouts.js';
import { readingCodesSchema } from './reading-codes.js';
import { readingReviewSchema } from './reading-review.js';
import { readingLayoutsSchema } from './reading-layouts.js';
import { statementSettingSchema } from './statement.js';

/** Every setting that a person can set, by its name. */
export const settingSchemas = {
  accounting: accountingSchema,
  'adjustment-letter': adjustmentLetterSchema,
  'adjustment-limits': adjustmentLimitsSchema,
  'adjustment-reasons': adjustmentReasonsSchema,
  'backup-retention': backupRetentionSchema,
  'bill-review': billReviewSchema,
  calls: callsSchema,
  'calls-layout': callsLayoutSchema,
  'calls-results-layout': callsResultsLayoutSchema,
  'calls-target': mailingTargetSchema,
  'comparison-services': comparisonServicesSchema,
  'deposit-interest': depositInterestSchema,
  'ebill-mail': ebillMailSchema,
  fees: feesSchema,
  'late-rule': lateRuleSchema,
  'leak-policy': leakPolicySchema,
  'mailing-layout': mailingLayoutSchema,
  'mailing-target': mailingTargetSchema,
  'meter-test-limits': meterTestLimitsSchema,
  'payment-application': paymentApplicationSchema,
  'payment-layouts': paymentLayoutsSchema,
  'reading-codes': readingCodesSchema,
  'reading-review': readingReviewSchema,
  'reading-layouts': readingLayoutsSchema,
  statement: statementSettingSchema,
} as const;

export type SettingName = keyof typeof settingSchemas;
export const settingNames = Object.keys(settingSchemas) as [SettingName, ...SettingName[]];
export type SettingValue<Name extends SettingName> = z.infer<(typeof settingSchemas)[Name]>;
