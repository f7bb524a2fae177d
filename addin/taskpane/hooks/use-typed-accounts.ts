import { useEffect } from 'react';
import { usePane } from '../pane-context.js';

/** While the pane is open, sheets show whose account it is as its number is typed. Where Excel can't tell of it, previews do. */
export function useTypedAccounts(): void {
  const { engine } = usePane();
  useEffect(() => {
    const following = engine.followTypedAccounts();
    following.catch(() => undefined);
    return () => {
      following.then((stop) => stop()).catch(() => undefined);
    };
  }, [engine]);
}
