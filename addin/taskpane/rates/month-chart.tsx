import { makeStyles, tokens } from '@fluentui/react-components';
import { GroupedVerticalBarChart, ResponsiveContainer, type GroupedVerticalBarChartData } from '@fluentui/react-charts';
import type { StudyMonth } from '../../../bridge/contract/rate-study.js';
import { words } from '../words.js';
import { chartMonths, scaleText, type ChartBar } from './study-rows.js';

const BEFORE_COLOUR = tokens.colorNeutralForeground4;
const AFTER_COLOUR = tokens.colorCompoundBrandBackground;
const MARGINS = { left: 52, right: 8, top: 16, bottom: 16 };

const useStyles = makeStyles({ chart: { height: '220px', minWidth: 0 } });

/** Revenue by month as billed and under the studied rates, side by side. The table beside it says the same in text. */
export function MonthChart({ months }: { readonly months: readonly StudyMonth[] }) {
  const styles = useStyles();
  return (
    <div className={styles.chart} role="group" aria-label={words.study.byMonth}>
      <ResponsiveContainer>
        <GroupedVerticalBarChart
          data={chartData(months)}
          margins={MARGINS}
          barWidth="auto"
          xAxisInnerPadding={0.35}
          yAxisTickFormat={scaleText}
          yAxisTickCount={4}
          roundedTicks
          hideLabels
          rotateXAxisLables
        />
      </ResponsiveContainer>
    </div>
  );
}

function chartData(months: readonly StudyMonth[]): GroupedVerticalBarChartData[] {
  const { before: beforeName, after: afterName } = words.impact;
  return chartMonths(months).map(({ name, fullName, before, after }) => ({
    name,
    series: [point(beforeName, BEFORE_COLOUR, fullName, before), point(afterName, AFTER_COLOUR, fullName, after)],
  }));
}

function point(legend: string, color: string, fullName: string, { dollars, text }: ChartBar) {
  return {
    key: legend,
    legend,
    color,
    data: dollars,
    xAxisCalloutData: fullName,
    yAxisCalloutData: text,
    callOutAccessibilityData: { ariaLabel: `${fullName}, ${legend}: ${text}` },
  };
}
