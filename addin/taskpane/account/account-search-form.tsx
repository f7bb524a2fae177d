import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import { useState, type FormEvent } from 'react';
import { isSearchable } from '../../../bridge/contract/account-search.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  line: { display: 'flex', gap: tokens.spacingHorizontalS },
  root: { flexGrow: 1, minWidth: 0 },
  input: { width: '100%', minWidth: 0 },
  find: { flexShrink: 0, minWidth: 0 },
});

interface AccountSearchFormProps {
  readonly searched?: string;
  readonly onSearch: (typed: string) => void;
}

/** Searches for an account by what a caller knows of it. */
export function AccountSearchForm({ searched = '', onSearch }: AccountSearchFormProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState(searched);
  const [asked, setAsked] = useState(false);
  const isTooShort = asked && !isSearchable(typed);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isSearchable(typed)) onSearch(typed);
  };

  return (
    <form role="search" aria-label={words.accounts.title} onSubmit={submit} noValidate>
      <Field
        label={words.accounts.searched}
        validationState={isTooShort ? 'error' : 'none'}
        validationMessage={isTooShort ? words.accounts.tooShort : undefined}
      >
        {(field) => (
          <div className={styles.line}>
            <Input
              {...field}
              type="search"
              className={styles.root}
              input={{ className: styles.input }}
              value={typed}
              onChange={(_, data) => setTyped(data.value)}
              maxLength={80}
            />
            <Button type="submit" className={styles.find} icon={<Search20Regular />}>
              {words.accounts.find}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
