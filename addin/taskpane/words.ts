import type { CommandReply } from '../../bridge/contract/command.js';
import type { PushSheetReply } from '../../bridge/contract/commands/push-sheet.js';
import { count, number } from './wording.js';

/** Every English sentence of the pane, by screen. Sentences that depend on facts are functions of them. */
export const words = {
  product: 'Curbstop',

  common: {
    back: 'Back to Home',
    cancel: 'Cancel',
    close: 'Close',
    retry: 'Retry',
    showMore: (left: number) => `Show more (${number(left)} left)`,
    seeLedger: 'See it in the ledger',
    receipt: (receiptNumber: number) => `Receipt ${receiptNumber}`,
    sections: 'Sections',
    pairAgain: 'Pair this computer again',
    unexpected: 'Something in the pane went wrong.',
    unexpectedFix: 'Try again. If it happens again, close and reopen the pane, and tell whoever looks after Curbstop.',
    line: (rowKey: string) => rowKey.charAt(0).toUpperCase() + rowKey.slice(1),
    wholeFile: 'Whole file',
  },

  tabs: { home: 'Home', sheet: 'Sheet', receipts: 'Receipts', settings: 'Settings' },

  connection: {
    connecting: 'Connecting to the bridge on this computer…',
    titles: {
      'not-running': 'The bridge does not answer',
      'not-paired': 'This computer is not paired',
      refused: 'The bridge refused the request',
      defect: 'The bridge ran into trouble',
      version: 'The pane and the bridge are of different versions',
    },
    whatToDo: 'What to do',
    remedies: {
      'not-running': [
        'Start the bridge: in the Curbstop folder run npm start, and leave its window open.',
        'If it is running, its certificate may have lapsed. Stop it and run npm start again; it renews the certificate and says so.',
        'In Excel on the web, the browser asks once whether this site may reach your local network. Answer Allow.',
      ],
      'not-paired': ['Pair this computer again with a new code.'],
      refused: ['Read what the bridge says above, mend it, then retry.'],
      defect: [
        'Look at the bridge’s window: it names the trouble.',
        'Stop the bridge and run npm start again, then retry.',
      ],
      version: [
        'Stop the bridge and run npm start again. It builds the bridge and the pane from one version.',
        'Close Excel, open it again, and open the pane.',
      ],
    },
  },

  pairing: {
    title: 'Pair this computer',
    why: 'Pairing tells the bridge who works here. It is done once on each computer.',
    how: 'The bridge’s window shows a code, such as K7QF-2MXA.',
    code: 'Code from the bridge’s window',
    codeHint: 'Eight letters or digits. The dash and capitals do not matter.',
    codeIncomplete: (found: number) => `The code has 8 letters or digits; this has ${found}.`,
    codeStrange: 'The code has only letters and digits.',
    label: 'A name for this computer',
    labelHint: 'So that you know it in the list of paired computers.',
    labelDefault: 'Billing desk',
    labelMissing: 'Give this computer a name.',
    pair: 'Pair',
    pairing: 'Pairing…',
  },

  home: {
    title: 'Home',
    sample: 'Sample town',
    sampleDetail: 'This is made-up data for trying Curbstop. Nothing here bills a real customer.',
    summary: (accounts: number, receivable: string) => `${count(accounts, 'account')}, ${receivable} receivable`,
    cycle: 'Cycle',
    period: (from: string, to: string) => `Period ${from} to ${to}`,
    billedDue: (billed: string, due: string) => `Billed ${billed}, due ${due}`,
    noRuns: 'No cycle is open',
    noRunsDetail:
      'When a run is opened at the bridge, it appears here. Adjustments and the ledger can be pulled at any time.',
    where: 'Where the cycle stands',
    next: 'Next',
    steps: { unload: 'Unload', review: 'Review', preview: 'Preview', post: 'Post' },
    stepState: { done: 'done', current: 'now', later: 'later' },
    readCounts: (reads: { expected: number; missing: number }) =>
      `${number(reads.expected - reads.missing)} of ${count(reads.expected, 'read')} in`,
    exceptions: (found: number) => `${count(found, 'exception')} to decide`,
    waiting: (found: number) => `${number(found)} waiting for a reread`,
    ready: (found: number) => `${number(found)} ready to bill`,
    actions: {
      unload: 'Unload readings',
      readings: 'Pull Readings',
      'bill-preview': 'Pull Bill Preview',
      post: 'Post the run',
    },
    otherSheets: 'Other sheets',
    adjustments: 'Pull Adjustments',
    ledger: 'Ledger',
    ledgerWhich: 'Which entries',
    ledgerChoices: { newest: 'The newest', account: 'Of an account', receipt: 'Of a receipt' },
    ledgerAccount: 'Account number',
    ledgerReceipt: 'Receipt number',
    ledgerAccountMissing: 'Type the account number.',
    ledgerReceiptWrong: 'A receipt number is a whole number, such as 42.',
    pullLedger: 'Pull Ledger',
    refresh: 'Refresh',
    loading: 'Asking the bridge where the cycles stand…',
  },

  ribbon: {
    pulling: 'Pulling, as the ribbon asked…',
    previewing: 'Previewing the sheet, as the ribbon asked…',
    pushing: 'Pushing the sheet, as the ribbon asked…',
    failed: 'The ribbon’s button did not get through',
  },

  pull: {
    asking: (title: string) => `Pulling ${title}: reading at the bridge…`,
    writing: (title: string, done: number, total: number) =>
      `Pulling ${title}: ${number(done)} of ${count(total, 'row')}`,
    done: (rows: number, sheetName: string) =>
      rows === 0 ? `The sheet “${sheetName}” is ready.` : `${count(rows, 'row')} pulled into the sheet “${sheetName}”.`,
    cancel: 'Cancel pull',
    failed: 'The pull did not finish',
  },

  unload: {
    title: 'Unload readings',
    what: 'Choose the file from the handhelds or from BEACON. It is checked first; nothing changes until you unload.',
    file: 'Reading file',
    fileHint: '.csv, .txt or .dat, up to 64 MB',
    fileTooLarge: (megabytes: string) =>
      `This file has ${megabytes} MB; the limit is 64 MB. Unload the routes in smaller files.`,
    fileEmpty: 'This file is empty. Choose the file that the handheld wrote.',
    checking: 'Checking the file…',
    unloading: 'Unloading the file…',
    unload: 'Unload',
    checked: (records: number) => `Checked: ${count(records, 'record')}. Nothing has changed yet.`,
    refused: (issues: number) => `The file cannot be unloaded: ${count(issues, 'issue')}. Nothing was changed.`,
    unloaded: (records: number) => `Unloaded: ${count(records, 'record')}.`,
    already: 'This very file was unloaded before. Nothing was changed.',
    setAside: 'Set aside reads of unknown meters',
    setAsideHint: 'They are kept on a list of their own, and billed to nobody.',
    replace: 'Replace reads that are not billed yet',
    replaceHint: 'Only if this file is the right one: its reads take the place of those unloaded before.',
    facts: {
      format: 'Format',
      records: 'Records',
      matched: 'Matched to stops',
      unread: 'Without a reading',
      exceptions: 'Exceptions',
      setAside: 'Set aside',
      stillMissing: 'Stops still missing',
    },
    formats: { 'beacon-csv': 'Badger BEACON billing reads', 'mvrs-upload': 'Itron MV-RS UPLOAD.DAT' },
    issues: (found: number) => count(found, 'issue'),
    failed: 'The file could not be sent',
    fileRefused: 'The file cannot be unloaded',
  },

  sheet: {
    title: 'Sheet',
    none: 'This worksheet was not pulled by Curbstop',
    noneDetail: 'Pull one from Home, or choose the tab of a worksheet that Curbstop made.',
    goHome: 'Go to Home',
    asOf: (when: string) => `As of ${when}`,
    readOnly: 'This sheet is for reading. Nothing in it is pushed.',
    preview: 'Preview',
    push: 'Push',
    pushValid: (rows: number) => (rows === 1 ? 'Push the 1 valid row' : `Push the ${number(rows)} valid rows`),
    pushValidHint: (rows: number) =>
      `${count(rows, 'row')} ${rows === 1 ? 'is' : 'are'} refused and would stay in the sheet. Mend and preview again, or push only the valid rows.`,
    reason: 'Reason for the record (optional)',
    working: {
      reading: 'Reading the sheet…',
      sending: 'The bridge is checking every row…',
      writing: 'Writing the Status column…',
    },
    outcome: outcomeSentence,
    totals: 'Totals',
    journal: 'Journal',
    journalPreview: 'Journal that a push would make',
    account: 'Account',
    debit: 'Debit',
    credit: 'Credit',
    journalCut: 'Only the first 200 lines are shown here.',
    notices: 'Worth knowing',
    issues: (found: number) => `${count(found, 'issue')} to mend`,
    issueAt: (row: number | null, column: string) =>
      [row === null ? '' : `Row ${row}`, column].filter(Boolean).join(', '),
    wholeSheet: 'Whole sheet',
    goToCell: 'Go to cell',
    jumpFailed: 'That cell could not be reached',
    conflicts: (found: number) => `${count(found, 'cell')} changed by someone else`,
    conflictsDetail: 'Pull the sheet again to decide on what stands now. Your edits stay in this sheet.',
    yours: 'Yours',
    pulled: 'As pulled',
    now: 'Now',
    emptyCell: '(empty)',
    failed: 'The sheet did not get through',
    failedDetail: 'What you typed is still there. Sending it again is safe: the bridge never applies one push twice.',
  },

  posting: {
    title: 'Post the run',
    totalling: 'Totalling the run…',
    notYet: 'The run cannot be posted yet',
    check: 'These are the totals of the run as it stands. Posting writes them to the ledger in one piece.',
    bills: 'Bills',
    total: 'Total',
    service: 'Service',
    amount: 'Amount',
    type: 'Type the total to confirm',
    typeHint: 'In dollars and cents, with or without commas.',
    notAmount: 'Type an amount in dollars and cents, such as 12,345.67.',
    differs: 'That is not the total above.',
    reason: 'Reason for the record (optional)',
    post: (bills: number) => `Post ${count(bills, 'bill')}`,
    posting: 'Posting the run…',
    changed: 'The totals changed since they were shown. Nothing was posted. Look at them again and type the new total.',
    posted: (bills: number, total: string) => `Posted: ${count(bills, 'bill')}, ${total}.`,
    already: 'This posting was already received. Nothing was posted twice.',
    entries: 'Journal entries',
    entryRange: (first: number, last: number) => `${first} to ${last}`,
    nextRun: (name: string, to: string) => `Next for ${name}: the period to ${to}.`,
    nextRunOpen: 'The next period of the cycle is open.',
    failed: 'The run was not posted',
  },

  receipts: {
    title: 'Receipts',
    loading: 'Asking for the receipts…',
    none: 'No receipts yet',
    noneDetail: 'Every push, unload and posting leaves a receipt here.',
    by: (person: string, when: string) => `${person}, ${when}`,
    reason: (reason: string) => `Reason: ${reason}`,
    refresh: 'Refresh',
  },

  settings: {
    title: 'Settings',
    me: 'You',
    name: 'Name',
    role: 'Role',
    roles: {
      coordinator: 'Billing coordinator',
      supervisor: 'Supervisor',
      auditor: 'Auditor',
      bridge: 'The bridge itself',
    },
    utility: 'Utility',
    clients: 'Paired computers',
    loading: 'Asking for the paired computers…',
    thisOne: 'this computer',
    paired: (who: string, when: string) => `${who}, paired ${when}`,
    lastSeen: (when: string) => `Last seen ${when}`,
    revoke: 'Revoke',
    revokeNamed: (label: string) => `Revoke ${label}`,
    revokeAsk: (label: string) => `Revoke “${label}”?`,
    revokeDetail: 'It can no longer reach the bridge until it is paired again. What it pushed stays.',
    revokeSelfDetail: 'This is the computer you are on: the pane will ask you to pair it again.',
    revoking: 'Revoking…',
    revoked: (label: string) => `“${label}” is revoked.`,
    about: 'About',
    bridgeVersion: 'Bridge version',
    contractVersion: 'Contract version',
  },
} as const;

/** What a preview or a push came to, in one sentence. */
function outcomeSentence({ outcome, receiptNumber, reply }: CommandReply<PushSheetReply>): string {
  const refused = reply.refused > 0 ? `, ${number(reply.refused)} refused` : '';
  const rest = `${refused}, ${number(reply.unchanged)} as pulled`;
  const isUntouched = reply.applied + reply.refused === 0;
  switch (outcome) {
    case 'previewed':
      if (isUntouched) return 'Preview: nothing in this sheet was changed, so there is nothing to push.';
      return `Preview: ${count(reply.applied, 'row')} to push${rest}. Nothing has been pushed yet.`;
    case 'applied':
      return `Pushed: ${count(reply.applied, 'row')}${rest}.`;
    case 'already-applied':
      if (receiptNumber === null) return 'Nothing in this sheet was changed, so nothing was pushed.';
      return `This push was already received: ${count(reply.applied, 'row')}${rest}. Nothing was applied twice.`;
    case 'refused':
      if (reply.refused === 0) return 'Nothing was pushed. The issues below say why.';
      return `Nothing was pushed: ${count(reply.refused, 'row')} refused, ${number(reply.applied)} valid.`;
  }
}
