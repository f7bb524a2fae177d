/** What customers are written about adjustments until the utility writes it otherwise; migrations 0051 and 0056 write it. */
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
  transferred: [
    'On {date} we moved {amount} that was owed on your account for {address} to account {otherAccount}.',
    'The reason is: {reason}',
    'It is due there on the same days as it was here. After this your account stands at {balance}.',
    'If you did not expect this, please call our office; our telephone number is above.',
  ],
  received: [
    'On {date} we moved {amount} to your account for {address}. It was owed on account {otherAccount} before.',
    'The reason is: {reason}',
    'It is due on the same days as it was there. After this your account stands at {balance}.',
    'If you did not expect this, please call our office; our telephone number is above.',
  ],
  writtenOff: [
    'On {date} we took {amount} that was owed on your account for {address} off our books as not paid.',
    'After this your account stands at {balance}.',
    'Please call our office with any question; our telephone number is above.',
  ],
  deposit: [
    'We hold a deposit for your account at {address}. On {date} we corrected it: it is {net} our records said, and comes to {deposit} now.',
    'The reason is: {reason}',
    'A deposit is not part of what you owe. Your account stands at {balance}, as before.',
    'Please call our office with any question; our telephone number is above.',
  ],
  rebilled: [
    'We have corrected what we billed you for {address}. In all you owe {net} before, and your account stands at {balance} now.',
    'The reason is: {reason}',
    'What is billed now takes the place of what was billed before: {comparison}',
    'What you have paid still counts in full, and what you owe is due on the same days as before.',
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
  noLetterFor: ['write-off'],
} as const;
