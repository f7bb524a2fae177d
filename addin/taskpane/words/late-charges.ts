export const lateChargesWords = {
  title: 'Late charges',
  dueOn: 'Due date',
  dueOnHint: 'Empty: the last one that is over.',
  pull: 'Pull Late Charges',
  arrangements: 'Pull Payment Arrangements',
  undecided: (dueOn: string) => `Bills due ${dueOn} are past due`,
  notADate: 'This is no whole date. Complete it, or clear it for the last due date that is over.',
  undecidedDetail: 'Late charges are still to be decided on. Load the payments up to the cut-off first.',
  decide: 'Decide on late charges',
} as const;
