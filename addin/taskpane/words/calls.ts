import { counted } from '../../../bridge/contract/counted.js';
import { number } from '../wording.js';

export const callsWords = {
  title: 'Calls',
  counts: {
    toCall: 'To call',
    undecided: 'To decide in the Calls sheet',
    skipped: 'Skipped',
    called: 'Called',
    unreached: 'Of them busy or not answered',
    notCalled: 'Not called by the rules',
  },
  nobody: 'No use of this run is high, and no leak was told.',
  pull: 'Pull Calls',
  send: 'Send to the calling service',
  isReversed: 'Nobody is called of a run that was reversed.',
  again: 'Call again',
  whoAgain: 'Who is called again',
  unreachedAgain: (count: number) => `Only the ${counted(count, 'account')} busy or not answered`,
  allAgain: 'All of the run, also who answered',
  onlyAllAgain: 'All of the run is called again, also who answered.',
  handedOver: (fileName: string) => `Note ${fileName} as handed over`,
  whichHandedOver: 'Which file',
  handedOverHelp:
    'For a file that you brought to the calling service yourself, or that it says it has. Its calls then count as made, and their results can be read. Say below how it got there.',
  takeBack: (count: number) =>
    count === 1
      ? 'Tell the calling service not to make this call: it may not be made any more'
      : `Tell the calling service not to make these ${number(count)} calls: they may not be made any more`,
  file: (calls: number, on: string, from: string, to: string) =>
    `${counted(calls, 'call')} for ${on}, ${from} to ${to}`,
  results: 'Read what came of the calls',
  resultsFile: 'File of results',
  resultsHint: 'As the calling service writes it. It is checked first, and read whole or not at all.',
  choose: 'Choose a file',
  noFileChosen: 'None chosen',
  resultsEmpty: 'The file is empty.',
  resultsTooLarge: (megabytes: string) => `The file has ${megabytes} MB, and 8 MB are the most.`,
  readingResults: 'Looking at the results…',
  resultsRefused: 'The results were not read',
  readResults: (results: number) => `Read ${counted(results, 'result')}`,
  wouldRead: (results: number) => `The file is sound: ${counted(results, 'new result')}`,
  read: (results: number) => `${counted(results, 'result')} read`,
  repeated: (lines: number) => `${counted(lines, 'line')} of the file told what was known already.`,
  optedOut: (accounts: string) => `Not called any more: ${accounts}.`,
  optedOutPhones: (phones: string) => `Not called any more, though no account has the phone now: ${phones}.`,
  outsideCall: (phone: string, on: string, at: string) => `${phone} on ${on} at ${at}`,
  outsideHours: (count: number) =>
    `${counted(count, 'call was', 'calls were')} made outside the hours that the utility allows. Tell the calling service.`,
  andMore: (more: number) => `; and ${number(more)} more`,
  wrongNumber: (accounts: string) => `The phone is not theirs and is taken away: ${accounts}.`,
  alreadyRead: (receipt: number) => `This file was read already, with receipt ${receipt}`,
} as const;
