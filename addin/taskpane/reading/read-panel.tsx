import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReadReply } from '../../../bridge/contract/api.js';
import type { SelectedRow } from '../../sheets/sheet-engine.js';
import { useRead } from '../hooks/use-read.js';
import { Facts, type Fact } from '../parts/facts.js';
import { MoneyTable } from '../parts/money-table.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { day, moment, number } from '../wording.js';
import { words } from '../words.js';
import { pastRows, barsOfUse } from './past-reads.js';
import { UseChart } from './use-chart.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  why: { marginTop: tokens.spacingVerticalS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** The read of a row: why it needs a look, what is usual, the reads before it, and what happened to it. */
export function ReadPanel({ row }: { readonly row: SelectedRow | null }) {
  const { read, trouble } = useRead(row);
  if (trouble !== null) return <TroubleNotice trouble={trouble} title={words.reading.failed} />;
  if (read === null) return <Body1>{words.reading.none}</Body1>;
  return (
    <Section title={words.reading.title(read.accountId)}>
      <About read={read} />
      <Facts facts={factsOf(read)} />
      {read.past.length > 0 && (
        <>
          <UseChart bars={barsOfUse(read)} />
          <MoneyTable caption={words.reading.past} headers={words.reading.headers} rows={pastRows(read.past)} />
        </>
      )}
      {read.trail.length > 0 && <Trail read={read} />}
    </Section>
  );
}

function About({ read }: { readonly read: ReadReply }) {
  const styles = useStyles();
  const { customerName, address, meterId, register, exceptions } = read;
  return (
    <div>
      <Body1 block>{customerName}</Body1>
      <Caption1 block className={styles.faint}>
        {[address, words.reading.meter(meterId, register)].join(' · ')}
      </Caption1>
      {exceptions.map((sentence) => (
        <Body1 key={sentence} block className={styles.why}>
          {sentence}
        </Body1>
      ))}
    </div>
  );
}

function factsOf(read: ReadReply): Fact[] {
  const { facts, reading, nothing, gallonsRange } = words.reading;
  const { limits } = read;
  return [
    {
      label: facts.reading,
      value: read.reading === null || read.readOn === null ? nothing : reading(read.reading, day(read.readOn)),
    },
    { label: facts.used, value: read.gallons === null ? nothing : words.reading.gallons(read.gallons, read.days) },
    { label: facts.usual, value: read.usualGallons === null ? nothing : number(read.usualGallons) },
    ...(limits === null
      ? []
      : [
          // As the reading beside them is shown: without the zeros before it.
          { label: facts.limits, value: `${Number(limits.low)} – ${Number(limits.high)}` },
          { label: facts.limitGallons, value: gallonsRange(limits.lowGallons, limits.highGallons) },
        ]),
    ...(read.codes === '' ? [] : [{ label: facts.codes, value: read.codes }]),
  ];
}

function Trail({ read: { trail } }: { readonly read: ReadReply }) {
  const styles = useStyles();
  return (
    <Section title={words.reading.trail}>
      <ol className={styles.list}>
        {trail.map(({ at, personName, what, reason, receiptNumber }, index) => (
          <li key={index}>
            <Body1 block>{[what, reason].filter(Boolean).join(' ')}</Body1>
            <Caption1 block className={styles.faint}>
              {words.reading.event(moment(at), personName, receiptNumber)}
            </Caption1>
          </li>
        ))}
      </ol>
    </Section>
  );
}
