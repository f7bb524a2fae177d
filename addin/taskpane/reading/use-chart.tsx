import { makeStyles, tokens } from '@fluentui/react-components';
import { ResponsiveContainer, VerticalBarChart, type VerticalBarChartDataPoint } from '@fluentui/react-charts';
import { words } from '../words.js';
import type { UseBar } from './past-reads.js';

/** An estimated bar is hollow, as wide as the others, and told by its outline: no grey has 3:1 to both neighbours. */
const HOLLOW = tokens.colorNeutralBackground1;
const COLOURS: Readonly<Record<UseBar['kind'], string>> = {
  read: tokens.colorNeutralForeground4,
  estimated: HOLLOW,
  now: tokens.colorCompoundBrandBackground,
};
const MARGINS = { left: 52, right: 20, top: 16, bottom: 8 };

const useStyles = makeStyles({
  chart: {
    height: '200px',
    minWidth: 0,
    // The chart turns a label about its middle, which then stands under the next bar: let it end under its own.
    '& [id^="xAxisGElement"] text': { textAnchor: 'end', transform: 'translate(7px, -27px)' },
    '& [id^="xAxisGElement"] line': { display: 'none' },
    [`& rect[fill="${HOLLOW}"]`]: { stroke: tokens.colorNeutralForeground3, strokeWidth: '1.5px' },
  },
});

/** The gallons of each period as bars. The table beside it says the same in text. */
export function UseChart({ bars }: { readonly bars: readonly UseBar[] }) {
  const styles = useStyles();
  return (
    <div className={styles.chart} role="group" aria-label={words.reading.chart}>
      <ResponsiveContainer>
        <VerticalBarChart
          data={bars.map(toPoint)}
          margins={MARGINS}
          barWidth="auto"
          xAxisInnerPadding={0.35}
          yAxisTickCount={4}
          roundedTicks
          hideLabels
          hideLegend
          rotateXAxisLables
        />
      </ResponsiveContainer>
    </div>
  );
}

function toPoint({ name, gallons, kind, text }: UseBar): VerticalBarChartDataPoint {
  return {
    x: name,
    y: gallons,
    color: COLOURS[kind],
    legend: words.reading.kinds[kind],
    yAxisCalloutData: text,
    callOutAccessibilityData: { ariaLabel: text },
  };
}
