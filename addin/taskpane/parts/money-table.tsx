import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200 },
  caption: {
    textAlign: 'left',
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  amount: { textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  strong: { fontWeight: tokens.fontWeightSemibold },
});

interface MoneyTableProps {
  readonly caption: string;
  /** The first column names the row; the others are amounts or counts, at the right. */
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The last row, standing out. */
  readonly total?: readonly string[];
}

/** A small table of amounts. */
export function MoneyTable({ caption, headers, rows, total }: MoneyTableProps) {
  const styles = useStyles();
  const place = (column: number) => mergeClasses(styles.cell, column > 0 && styles.amount);
  const line = (cells: readonly string[], key: number | string, strong: boolean) => (
    <tr key={key}>
      {cells.map((cell, column) =>
        column === 0 ? (
          <th key={column} scope="row" className={mergeClasses(place(column), strong && styles.strong)}>
            {cell}
          </th>
        ) : (
          <td key={column} className={mergeClasses(place(column), strong && styles.strong)}>
            {cell}
          </td>
        ),
      )}
    </tr>
  );
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{caption}</caption>
      <thead>
        <tr>
          {headers.map((header, column) => (
            <th key={header} scope="col" className={mergeClasses(place(column), styles.head)}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map((cells, row) => line(cells, row, false))}</tbody>
      {total && <tfoot>{line(total, 'total', true)}</tfoot>}
    </table>
  );
}
