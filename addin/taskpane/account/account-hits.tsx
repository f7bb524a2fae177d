import { Body1Strong, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import type { AccountHit, AccountSearchReply } from '../../../bridge/contract/account-search.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { Empty } from '../parts/empty.js';
import { Live } from '../parts/live.js';
import { LongList } from '../parts/long-list.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  hit: {
    width: '100%',
    minWidth: 0,
    justifyContent: 'start',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  faint: { color: tokens.colorNeutralForeground2 },
});

/** Searches once, and lists what is found; each is a button that opens the account. */
export function AccountHits({ searched }: { readonly searched: string }) {
  const { client } = usePane();
  const search = useCallback(() => client.findAccounts(searched), [client, searched]);
  const { result, slow, trouble, reload } = useLoaded(search);
  return (
    <>
      <Working slow={slow} sentence={words.accounts.searching} />
      <TroubleNotice trouble={trouble} title={words.accounts.failed} onRetry={reload} />
      <Live>{result !== null && <Outcome found={result} searched={searched} />}</Live>
      {result !== null && result.hits.length > 0 && (
        <LongList label={words.accounts.hits} items={result.hits} render={(hit) => <Hit hit={hit} />} />
      )}
    </>
  );
}

function Outcome({ found: { hits, hasMore }, searched }: { found: AccountSearchReply; searched: string }) {
  if (hits.length === 0) return <Empty title={words.accounts.none(searched)} detail={words.accounts.noneDetail} />;
  return <Caption1 block>{hasMore ? words.accounts.more(hits.length) : words.accounts.found(hits.length)}</Caption1>;
}

function Hit({ hit: { accountId, customerName, address, status, meterId } }: { readonly hit: AccountHit }) {
  const styles = useStyles();
  const { openAccount } = useShell();
  return (
    <Button appearance="subtle" className={styles.hit} onClick={() => openAccount(accountId)}>
      <span>
        <Body1Strong block>{customerName}</Body1Strong>
        <Text block>{address}</Text>
        <Caption1 block className={styles.faint}>
          {[words.accounts.hit(accountId, status), ...(meterId === null ? [] : [words.accounts.byMeter(meterId)])].join(
            ' · ',
          )}
        </Caption1>
      </span>
    </Button>
  );
}
