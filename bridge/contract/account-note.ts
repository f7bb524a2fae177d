import { z } from 'zod';

/** The longest note that is kept. */
export const NOTE_CHARACTERS_MAX = 500;
/** An account shows so many of its notes, the newest ones; the command line lists all. */
export const NEWEST_NOTES = 50;

export const accountNoteSchema = z.object({
  noteNumber: z.number().int(),
  text: z.string(),
  writtenAt: z.string(),
  writtenBy: z.string(),
  /** Who struck the note, and when; null while it stands. */
  struck: z.object({ at: z.string(), by: z.string() }).nullable(),
});
export type AccountNote = z.infer<typeof accountNoteSchema>;

/** A note as it is kept: without what is before and behind it, and with one kind of line ends. */
export function notedText(typed: string): string {
  return typed.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

/** What keeps a text from being a note; null when nothing does. It may have lines, and no other control characters. */
export function noteTrouble(typed: string): 'empty' | 'too-long' | 'control-character' | null {
  const text = notedText(typed);
  if (text === '') return 'empty';
  if ([...text].length > NOTE_CHARACTERS_MAX) return 'too-long';
  return /[^\P{Cc}\n]/u.test(text) ? 'control-character' : null;
}
