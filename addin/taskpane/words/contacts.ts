export const contactsWords = {
  title: 'How customers are reached',
  which: 'Whose contacts',
  pull: 'Pull Customer Contacts',
  history: 'Pull Contact History',
} as const;
