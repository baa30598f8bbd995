import { Stack, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import classes from './components.module.css';

interface EmptyNoteProps {
  readonly icon: Icon;
  readonly title: string;
  /** What to do so that something comes here. */
  readonly children: React.ReactNode;
}

/** In the place of a list without entries. */
export function EmptyNote({ icon: Icon, title, children }: EmptyNoteProps) {
  return (
    <div className={classes.centre}>
      <Stack align="center" gap={10} maw={420}>
        <span className={classes.halo}>
          <Icon size={30} stroke={1.6} aria-hidden />
        </span>
        <Text fw={650} fz={18}>
          {title}
        </Text>
        {children}
      </Stack>
    </div>
  );
}
