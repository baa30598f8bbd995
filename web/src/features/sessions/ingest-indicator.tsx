import { ActionIcon, Anchor, Drawer, Group, Indicator, RingProgress, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconActivity, IconPlayerPauseFilled } from '@tabler/icons-react';
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
  const { data } = useInfiniteQuery(sessionsQuery());
  const sessions = data?.pages[0]?.items ?? [];
  const active = sessions.filter(isActive);
  const rest = sessions.filter((session) => !isActive(session)).slice(0, 8);
  const found = active.reduce((sum, session) => sum + session.discovered, 0);
  const done = active.reduce((sum, session) => sum + progressOf(session) * session.discovered, 0);
  const paused = active.filter((session) => session.paused).length;
  const running = active.length - paused;
  const label = [running > 0 && `${plural(running, 'session')} running`, paused > 0 && `${plural(paused, 'session')} paused`].filter(Boolean).join(', ');
  return (
    <>
      <Tooltip label={label || 'Ingest activity'}>
        <ActionIcon variant="subtle" color="gray" size="lg" onClick={open} aria-label={label || 'Ingest activity'}>
          {active.length > 0 ? (
            <RingProgress
              size={26}
              thickness={3}
              rootColor="var(--mp-line)"
              sections={[{ value: found > 0 ? (done / found) * 100 : 4, color: running > 0 ? 'petrol' : 'yellow' }]}
              label={running === 0 ? <IconPlayerPauseFilled size={11} color="var(--mp-warn)" style={{ display: 'block', marginInline: 'auto' }} /> : null}
            />
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
              Under way
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
          <Group gap="lg">
            <Anchor renderRoot={(props) => <Link {...props} to="/ingest" search={{}} onClick={close} />} size="sm">
              Ingest a folder
            </Anchor>
            <Anchor renderRoot={(props) => <Link {...props} to="/sessions" search={{}} onClick={close} />} size="sm">
              All sessions
            </Anchor>
          </Group>
        </Stack>
      </Drawer>
    </>
  );
}
