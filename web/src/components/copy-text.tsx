import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './components.module.css';

interface CopyTextProps {
  readonly value: string;
  readonly label: string;
  /** Shown instead of the value. */
  readonly children?: React.ReactNode;
  /** Too long: its end stays readable, not its beginning. Paths say more at their end. */
  readonly keepEnd?: boolean;
}

/** Text that is copied by a click; long values are cut in the middle of the line by the width there is. */
export function CopyText({ value, label, children, keepEnd = false }: CopyTextProps) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${label}`}>
          <UnstyledButton className={classes.copy} onClick={copy} aria-label={`Copy ${label}`}>
            <span className={classes.copyText} data-end={keepEnd || undefined}>
              <bdi>{children ?? value}</bdi>
            </span>
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
