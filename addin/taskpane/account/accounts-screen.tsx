import { useState } from 'react';
import { Screen } from '../parts/screen.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { AccountHits } from './account-hits.js';
import { AccountSearchForm } from './account-search-form.js';

interface AccountsScreenProps {
  /** What was typed and is searched for. */
  readonly searched: string;
  readonly onSearch: (typed: string) => void;
}

/** The accounts that a search found, and the search itself, to be changed. */
export function AccountsScreen({ searched, onSearch }: AccountsScreenProps) {
  const { goHome } = useShell();
  const [searches, setSearches] = useState(0);
  const search = (typed: string) => {
    setSearches(searches + 1);
    onSearch(typed);
  };
  return (
    <Screen title={words.accounts.title} onBack={goHome}>
      <AccountSearchForm searched={searched} onSearch={search} />
      <AccountHits key={searches} searched={searched} />
    </Screen>
  );
}
