export const rebillWords = {
  title: 'Put posted bills right',
  account: 'Account to put right',
  from: 'From the month, such as 2026-03',
  fromHint: 'Empty: the last thirteen bills.',
  through: 'Through the month',
  monthWrong: 'A month is typed as its year and number, such as 2026-03.',
  monthsTurned: 'This month is before the one that it begins with.',
  pull: 'Pull Rebill',
  pullFor: (accountId: string) => `Pull Rebill for ${accountId}`,
} as const;
