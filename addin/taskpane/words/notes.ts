import { NOTE_CHARACTERS_MAX } from '../../../bridge/contract/account-note.js';
import { counted } from '../../../bridge/contract/counted.js';
import { number } from '../wording.js';

export const notesWords = {
  title: 'Notes',
  none: 'Nothing is noted.',
  label: 'New note',
  length: (characters: number) => `${number(characters)} characters at most. A note is kept for good.`,
  troubles: {
    empty: 'Type what is to be noted.',
    'too-long': `Shorten it to ${number(NOTE_CHARACTERS_MAX)} characters, or make it two notes.`,
    'control-character': 'It has a character that is no text, such as a tab: type it instead of pasting it.',
  },
  add: 'Add note',
  adding: 'Keeping the note…',
  added: 'The note is kept',
  failed: 'The note was not kept',
  unknown: 'It is not known whether the note was kept',
  unknownDetail: 'Press Add note again as it is: the bridge never keeps one note twice.',
  written: (when: string, person: string) => `${when} · ${person}`,
  struck: (when: string, person: string) => `Struck ${when} · ${person}`,
  older: (count: number) => `${counted(count, 'older note')} not shown: “curbstop account notes” lists all.`,
  strike: 'Strike',
  strikeNamed: (text: string) => `Strike the note “${text}”`,
  strikeAsk: 'Strike this note?',
  strikeDetail: 'It stays here struck through, with your name. A note that is struck can’t be put back.',
  struckDone: 'The note is struck',
  strikeFailed: 'The note was not struck',
  strikeUnknown: 'It is not known whether the note was struck',
  strikeUnknownDetail: 'Refresh this screen: it shows every note as it stands.',
} as const;
