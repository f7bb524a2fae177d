import { Body1, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  notices: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

/** Sentences worth knowing, one below the other; nothing where there are none. */
export function NoticeList({ notices }: { readonly notices: readonly string[] }) {
  const styles = useStyles();
  if (notices.length === 0) return null;
  return (
    <ul className={styles.notices}>
      {notices.map((notice) => (
        <li key={notice}>
          <Body1>{notice}</Body1>
        </li>
      ))}
    </ul>
  );
}
