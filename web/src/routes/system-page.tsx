import { Badge, Button, Progress, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { systemQuery } from '../api/queries.ts';
import type { System } from '../api/types.ts';
import { Card } from '../components/card.tsx';
import { CopyText } from '../components/copy-text.tsx';
import { formatAgo, formatBytes, formatCount, formatDateTime } from '../components/format.ts';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { MissingPrograms } from '../features/system/missing-programs.tsx';
import { Roots } from '../features/system/roots.tsx';
import { SearchIndex } from '../features/system/search-index.tsx';

/** What runs, what waits, and where things lie. */
export function SystemPage() {
  const query = useQuery({ ...systemQuery, refetchInterval: 3000 });
  return (
    <Page
      title="System"
      actions={
        <Button variant="default" leftSection={<IconHistory size={17} />} renderRoot={(props) => <Link {...props} to="/system/audit" search={{}} />}>
          History
        </Button>
      }
    >
      <Pending query={query} />
      {query.data && <SystemCards system={query.data} />}
    </Page>
  );
}

function SystemCards({ system }: { readonly system: System }) {
  const known = system.originalsBytes + system.freeBytes;
  const share = known > 0 ? (system.originalsBytes / known) * 100 : 0;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <Figure label="Pictures" value={formatCount(system.assets)} note={`Magpie ${system.version}`} />
        <Figure label="Originals" value={formatBytes(system.originalsBytes)} note={`Catalog on ${system.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`} />
        <Figure
          label="Free on the disk"
          value={formatBytes(system.freeBytes)}
          note={<Progress value={share} size={6} mt={8} aria-label="Share of the disk taken by originals" color={system.freeBytes < 5e9 ? 'red' : 'petrol'} />}
        />
      </SimpleGrid>
      <MissingPrograms />
      <Card title="Folders">
        <Stack gap="sm">
          <Folder label="Inbox: what is put here moves into the library" path={system.inbox} />
          <Folder label="Data folder: the catalog, originals and previews" path={system.dataDir} />
          <Roots />
        </Stack>
      </Card>
      <SearchIndex index={system.index} />
      <Card flush title="Work lanes">
        <Table.ScrollContainer minWidth={360}>
          <Table verticalSpacing="sm" horizontalSpacing="lg">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Lane</Table.Th>
                <Table.Th ta="right">Waiting</Table.Th>
                <Table.Th ta="right">Running</Table.Th>
                <Table.Th>State</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {system.lanes.map((lane) => (
                <Table.Tr key={lane.name}>
                  <Table.Td fw={550}>{lane.name}</Table.Td>
                  <Table.Td ta="right">{formatCount(lane.ready)}</Table.Td>
                  <Table.Td ta="right">{formatCount(lane.running)}</Table.Td>
                  <Table.Td>{lane.pausedUntil ? `paused until ${formatDateTime(lane.pausedUntil)}` : lane.running > 0 ? 'working' : 'idle'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
      <Card flush title="Processes">
        <Table.ScrollContainer minWidth={460}>
          <Table verticalSpacing="sm" horizontalSpacing="lg">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Role</Table.Th>
                <Table.Th>Machine</Table.Th>
                <Table.Th ta="right">Process</Table.Th>
                <Table.Th>Started</Table.Th>
                <Table.Th>State</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {system.processes.map((process) => (
                <Table.Tr key={process.id}>
                  <Table.Td fw={550}>{process.role}</Table.Td>
                  <Table.Td>{process.host}</Table.Td>
                  <Table.Td ta="right">{process.pid}</Table.Td>
                  <Table.Td title={formatDateTime(process.startedAt)}>{formatAgo(process.startedAt)}</Table.Td>
                  <Table.Td>
                    <Badge variant="light" color={process.alive ? 'teal' : 'red'} tt="none">
                      {process.alive ? 'running' : 'gone'}
                    </Badge>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
    </Stack>
  );
}

function Figure({ label, value, note }: { readonly label: string; readonly value: string; readonly note: React.ReactNode }) {
  return (
    <Card>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={28} fw={650} lh={1.25} style={{ letterSpacing: '-0.02em' }}>
        {value}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        {note}
      </Text>
    </Card>
  );
}

function Folder({ label, path }: { readonly label: string; readonly path: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <CopyText value={path} label="path" />
    </div>
  );
}
