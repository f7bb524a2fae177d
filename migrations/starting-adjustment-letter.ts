/** What customers are written about adjustments until the utility writes it otherwise; migration 0051 writes it. */
export const startingAdjustmentLetter = {
  subject: 'Account {account}: your adjustment',
  salutation: 'Dear {name},',
  granted: [
    'We have looked into your account for {address} and made a {change} of {amount} on {date} ({kind}).',
    'It is for bill {bill}.',
    'This is how it was worked out: {calculation}',
    'After this your account stands at {balance}.',
    'Please call our office with any question; our telephone number is above.',
  ],
  declined: [
    'We have looked into your account for {address} and can’t make the adjustment ({kind}) that was asked for.',
    'It was asked for on bill {bill}.',
    'The reason is: {reason}',
    'Your account stands at {balance}. If there is something that we don’t know, please call our office; our telephone number is above.',
  ],
  returned: [
    'We are looking into your account for {address} and need something more before an adjustment ({kind}) can be decided.',
    'It was asked for on bill {bill}.',
    'What is missing: {reason}',
    'Please send it to our office together with this letter. Your account stands at {balance}; please keep paying meanwhile.',
  ],
  closing: 'Sincerely,',
  signature: ['Billing office', '{utility}'],
} as const;
