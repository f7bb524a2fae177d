import { Body1, Button, Caption1, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { useState } from 'react';
import type { AccountDetailReply } from '../../../bridge/contract/account-detail.js';
import type { AccountNote } from '../../../bridge/contract/account-note.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { moment } from '../wording.js';
import { words } from '../words.js';
import { NewNote } from './new-note.js';
import { StrikeDialog } from './strike-dialog.js';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  note: { padding: `${tokens.spacingVerticalXS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground2 },
  strike: { marginTop: tokens.spacingVerticalXS },
});

interface AccountNotesProps {
  readonly detail: Pick<AccountDetailReply, 'accountId' | 'notes' | 'olderNotes'>;
  readonly mayNote: boolean;
  readonly onChanged: () => void;
}

/** What people noted of the account, the newest first, and a box for another note. A note is struck, never removed. */
export function AccountNotes({ detail: { accountId, notes, olderNotes }, mayNote, onChanged }: AccountNotesProps) {
  const styles = useStyles();
  const { send } = useCommand('strike-account-note');
  const striking = useTask<unknown>();
  const [asking, setAsking] = useState<AccountNote | null>(null);
  // Where the focus returns to when the dialog closes.
  const focusTarget = useRestoreFocusTarget();
  const mayBeStruck = striking.trouble?.mayBeDone === true;

  const strike = async ({ noteNumber }: AccountNote) => {
    setAsking(null);
    const order = { payload: { noteNumber }, subject: String(noteNumber), fingerprint: String(noteNumber) };
    await striking.start((signal) => send({ ...order, signal }));
    // Also when it failed: somebody else may have struck it.
    onChanged();
  };

  return (
    <Section title={words.notes.title}>
      {mayNote && <NewNote accountId={accountId} onAdded={onChanged} />}
      <Live>{striking.result !== null && <Notice intent="success" title={words.notes.struckDone} />}</Live>
      <TroubleNotice
        trouble={striking.trouble}
        title={mayBeStruck ? words.notes.strikeUnknown : words.notes.strikeFailed}
        advice={mayBeStruck ? words.notes.strikeUnknownDetail : undefined}
        onDismiss={striking.reset}
      />
      {notes.length === 0 ? (
        <Body1>{words.notes.none}</Body1>
      ) : (
        <ul className={styles.list}>
          {notes.map((note) => (
            <li key={note.noteNumber} className={styles.note}>
              <NoteText note={note} />
              {mayNote && note.struck === null && (
                <Button
                  {...focusTarget}
                  size="small"
                  className={styles.strike}
                  aria-label={words.notes.strikeNamed(note.text)}
                  disabledFocusable={striking.busy}
                  onClick={() => setAsking(note)}
                >
                  {words.notes.strike}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {olderNotes > 0 && <Caption1>{words.notes.older(olderNotes)}</Caption1>}
      <StrikeDialog note={asking} onCancel={() => setAsking(null)} onStrike={(note) => void strike(note)} />
    </Section>
  );
}

function NoteText({ note: { text, writtenAt, writtenBy, struck } }: { readonly note: AccountNote }) {
  const styles = useStyles();
  return (
    <>
      <Body1 block className={styles.text}>
        {struck === null ? text : <s>{text}</s>}
      </Body1>
      <Caption1 block className={styles.faint}>
        {words.notes.written(moment(writtenAt), writtenBy)}
      </Caption1>
      {struck && <Caption1 block>{words.notes.struck(moment(struck.at), struck.by)}</Caption1>}
    </>
  );
}
