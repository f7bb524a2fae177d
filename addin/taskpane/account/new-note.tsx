import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { NOTE_CHARACTERS_MAX, noteTrouble } from '../../../bridge/contract/account-note.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { AddAccountNoteReply } from '../../../bridge/contract/commands/add-account-note.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  add: { alignSelf: 'start' },
});

interface NewNoteProps {
  readonly accountId: string;
  readonly onAdded: () => void;
}

/** Adds a note to an account. What was typed stays until the note is kept. */
export function NewNote({ accountId, onAdded }: NewNoteProps) {
  const styles = useStyles();
  const { send } = useCommand('add-account-note');
  const adding = useTask<CommandReply<AddAccountNoteReply>>();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const trouble = asked ? noteTrouble(text) : null;
  const mayBeDone = adding.trouble?.mayBeDone === true;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (noteTrouble(text) !== null) return;
    const order = { payload: { accountId, text }, subject: accountId, fingerprint: text };
    if ((await adding.start((signal) => send({ ...order, signal }))) === null) return;
    setText('');
    setAsked(false);
    onAdded();
  };

  return (
    <>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={words.notes.label}
          hint={words.notes.length(NOTE_CHARACTERS_MAX)}
          validationState={trouble === null ? 'none' : 'error'}
          validationMessage={trouble === null ? undefined : words.notes.troubles[trouble]}
        >
          <Textarea value={text} onChange={(_, data) => setText(data.value)} resize="vertical" />
        </Field>
        <Button type="submit" className={styles.add} disabledFocusable={adding.busy}>
          {words.notes.add}
        </Button>
      </form>
      <Working slow={adding.slow} sentence={words.notes.adding} onCancel={adding.cancel} />
      <Live>
        {adding.result && !adding.trouble && (
          <Notice intent="success" title={words.notes.added}>
            {adding.result.receiptNumber === null ? undefined : words.common.receipt(adding.result.receiptNumber)}
          </Notice>
        )}
      </Live>
      <TroubleNotice
        trouble={adding.trouble}
        title={mayBeDone ? words.notes.unknown : words.notes.failed}
        advice={mayBeDone ? words.notes.unknownDetail : undefined}
      />
    </>
  );
}
