import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';

const PART = 'part';

const useStyles = makeStyles({
  panel: { marginLeft: 0, marginRight: 0, minWidth: 0 },
  header: { marginLeft: '-12px' },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

interface FoldProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean;
  readonly onFold?: (isOpen: boolean) => void;
}

/** A part of a screen under a heading that opens and closes it: what is seldom used keeps out of the way. */
export function Fold({ title, children, isOpenAtFirst = false, onFold }: FoldProps) {
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const toggle = () => {
    setIsOpen(!isOpen);
    onFold?.(!isOpen);
  };
  return (
    <Accordion collapsible openItems={isOpen ? [PART] : []} onToggle={toggle}>
      <AccordionItem value={PART}>
        <AccordionHeader as="h2" className={styles.header} button={{ className: styles.title }}>
          {title}
        </AccordionHeader>
        <AccordionPanel className={styles.panel}>{children}</AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
