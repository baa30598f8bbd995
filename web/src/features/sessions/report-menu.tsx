import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileTypeCsv, IconJson } from '@tabler/icons-react';
import type { Session } from '../../api/types.ts';

/** Every file of a session with its outcome, as a file to keep or to work on. */
export function ReportMenu({ session }: { readonly session: Session }) {
  const url = `/api/v1/ingest/sessions/${session.id}/report?format=`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={17} />}>
          Report
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={`${url}csv`} download leftSection={<IconFileTypeCsv size={18} stroke={1.6} />}>
          Table (CSV)
        </Menu.Item>
        <Menu.Item component="a" href={`${url}json`} download leftSection={<IconJson size={18} stroke={1.6} />}>
          JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
