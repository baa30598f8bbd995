import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import classes from './components.module.css';

interface PageProps {
  readonly title: string;
  readonly heading?: React.ReactNode;
  readonly actions?: React.ReactNode;
  readonly children: React.ReactNode;
}

/** A scrolling page with its title; the gallery is the one page that is not one of these. */
export function Page({ title, heading, actions, children }: PageProps) {
  useDocumentTitle(`${title} · Magpie`);
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <Group justify="space-between" align="center" mb="lg" gap="sm" className={classes.pageHead}>
          <Title order={1} size="h2">
            {heading ?? title}
          </Title>
          {actions}
        </Group>
        {children}
      </div>
    </div>
  );
}
