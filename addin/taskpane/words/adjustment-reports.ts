export const adjustmentReportsWords = {
  title: 'Adjustment reports',
  from: 'Adjustments from, as 2026-11-01; empty for all',
  to: 'To; empty for now',
  register: 'Pull Adjustment Register',
  by: 'Add up by',
  byChoices: {
    kind: 'Kind',
    cause: 'Reason code',
    person: 'Who asked for it',
    month: 'Month',
    service: 'Service',
    owner: 'Whose money it is',
  },
  summary: 'Pull Adjustment Summary',
} as const;
