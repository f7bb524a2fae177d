import { Button, makeStyles } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { words } from '../words.js';

const STEP = 200;

const useStyles = makeStyles({ list: { listStyleType: 'none', margin: 0, padding: 0 } });

interface LongListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly render: (item: Item) => ReactNode;
}

/** A list that shows its first 200 items and more on demand, so that a hundred thousand rows never hang the pane. */
export function LongList<Item>({ label, items, render }: LongListProps<Item>) {
  const styles = useStyles();
  const [shown, setShown] = useState(STEP);
  const left = items.length - shown;
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {items.slice(0, shown).map((item, index) => (
          <li key={index}>{render(item)}</li>
        ))}
      </ul>
      {left > 0 && <Button onClick={() => setShown(shown + STEP)}>{words.common.showMore(left)}</Button>}
    </>
  );
}
