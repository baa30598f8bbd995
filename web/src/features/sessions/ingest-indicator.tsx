import { ActionIcon, Anchor, Drawer, Indicator, RingProgress, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconActivity } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { plural } from '../../components/format.ts';
import { isActive, progressOf, sessionsQuery } from './session-live.ts';
import { SessionRow } from './session-row.tsx';
import { troubleOf } from './session-words.ts';

/** In the header: whether anything is being taken in, and the way to see what. */
export function IngestIndicator() {
  const [opened, { open, close }] = useDisclosure(false);
  const phone = useMediaQuery('(max-width: 600px)') ?? false;
  const { data } = useInfiniteQuery(sessionsQuery);
  const sessions = data?.pages[0]?.items ?? [];
  const active = sessions.filter(isActive);
  const rest = sessions.filter((session) => !isActive(session)).slice(0, 8);
  const found = active.reduce((sum, session) => sum + session.discovered, 0);
  const done = active.reduce((sum, session) => sum + progressOf(session) * session.discovered, 0);
  const label = active.length > 0 ? `${plural(active.length, 'session')} running` : 'Ingest activity';
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" size="lg" onClick={open} aria-label={label}>
          {active.length > 0 ? (
            <RingProgress size={26} thickness={3} rootColor="var(--mp-line)" sections={[{ value: found > 0 ? (done / found) * 100 : 4, color: 'petrol' }]} />
          ) : (
            <Indicator disabled={!sessions[0] || troubleOf(sessions[0]) === 0} color="orange" size={8} offset={2}>
              <IconActivity size={20} stroke={1.7} />
            </Indicator>
          )}
        </ActionIcon>
      </Tooltip>
      <Drawer
        opened={opened}
        onClose={close}
        position={phone ? 'bottom' : 'right'}
        size={phone ? '80%' : 440}
        title="Ingest"
        styles={{ title: { fontWeight: 650, fontSize: 18 } }}
        overlayProps={{ backgroundOpacity: 0.25 }}
      >
        <Stack gap="lg">
          <section aria-label="Running">
            <Text size="sm" fw={600} c="dimmed" mb={6}>
              Running now
            </Text>
            {active.length === 0 && (
              <Text size="sm" c="dimmed">
                Nothing at the moment. Drop pictures anywhere on this page, or into the inbox folder.
              </Text>
            )}
            {active.map((session) => (
              <SessionRow key={session.id} session={session} onOpen={close} />
            ))}
          </section>
          {rest.length > 0 && (
            <section aria-label="Recent">
              <Text size="sm" fw={600} c="dimmed" mb={6}>
                Recent
              </Text>
              {rest.map((session) => (
                <SessionRow key={session.id} session={session} onOpen={close} />
              ))}
            </section>
          )}
          <Anchor renderRoot={(props) => <Link {...props} to="/sessions" onClick={close} />} size="sm">
            All sessions
          </Anchor>
        </Stack>
      </Drawer>
    </>
  );
}
