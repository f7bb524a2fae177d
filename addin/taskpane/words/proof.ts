export const proofWords = {
  reconciliation: 'Pull Reconciliation',
  from: 'Commands from, as 2026-11-01; empty for all',
  to: 'To; empty for now',
  dateWrong: 'Type a date, such as 2026-11-01.',
  crossed: 'The last day is before the first.',
  person: 'By whom; empty for everybody',
  commands: 'Pull Commands',
} as const;
