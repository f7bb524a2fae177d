/** How reads are judged from the start, and the limits of route books. */
export const startingReadingReview = {
  thresholds: {
    highRatio: '1.8',
    veryHighRatio: '3',
    lowRatio: '0.4',
    veryLowRatio: '0.1',
    highAboveGallons: '3000',
    lowAboveGallons: '1000',
    stoppedPeriods: 2,
    estimateLimit: 3,
    historyPeriods: 12,
    fewPeriods: 3,
    classHighRatio: '5',
    rolloverFrom: '0.9',
    unitFactors: ['7.48', '10', '100', '748.05', '1000'],
    unitTolerance: '0.15',
    noFlowDays: 14,
    rereadsMax: 2,
  },
  window: { daysBefore: 10, daysAfter: 10 },
  limits: { highRatio: '1.8', highAtLeast: '10', lowRatio: '0.4', lowAtMost: null },
} as const;
