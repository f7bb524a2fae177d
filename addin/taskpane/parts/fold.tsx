import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';

const PART = 'part';

const useStyles = makeStyles({
  panel: { marginLeft: 0, marginRight: 0, minWidth: 0 },
  header: { marginLeft: '-12px' },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  within: { fontSize: tokens.fontSizeBase300 },
});

interface FoldProps {
  readonly title: string;
  /** Of the heading: 4 within a part whose heading is of level 3. */
  readonly level?: 2 | 4;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean;
  readonly onFold?: (isOpen: boolean) => void;
}

/** A part of a screen under a heading that opens and closes it: what is seldom used keeps out of the way. */
export function Fold({ title, level = 2, children, isOpenAtFirst = false, onFold }: FoldProps) {
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const toggle = () => {
    setIsOpen(!isOpen);
    onFold?.(!isOpen);
  };
  return (
    <Accordion collapsible openItems={isOpen ? [PART] : []} onToggle={toggle}>
      <AccordionItem value={PART}>
        <AccordionHeader
          as={`h${level}`}
          className={styles.header}
          button={{ className: level === 2 ? styles.title : mergeClasses(styles.title, styles.within) }}
        >
          {title}
        </AccordionHeader>
        <AccordionPanel className={styles.panel}>{children}</AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
