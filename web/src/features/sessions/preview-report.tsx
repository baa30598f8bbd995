import { Table } from '@mantine/core';
import type { Session } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { formatBytes, formatCount } from '../../components/format.ts';
import classes from './sessions.module.css';

/** What a dry run found: how much there is, and of what. */
export function PreviewReport({ preview }: { readonly preview: NonNullable<Session['preview']> }) {
  const { files, bytes, unchanged, endings } = preview;
  const most = Math.max(1, ...endings.map((one) => one.files));
  return (
    <>
      <div className={classes.tiles} data-few="">
        <Tile number={formatCount(files)} name={unchanged > 0 ? 'Files to read' : 'Files'} />
        <Tile number={formatBytes(bytes)} name="In all" />
        <Tile number={formatCount(unchanged)} name="Unchanged, would be skipped" />
      </div>
      {endings.length > 0 && (
        <Card flush title="By kind">
          <Table verticalSpacing={8} horizontalSpacing="lg" aria-label="Files by ending">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Ending</Table.Th>
                <Table.Th className={classes.shareHead} />
                <Table.Th ta="right">Files</Table.Th>
                <Table.Th ta="right">Size</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {endings.map((one) => (
                <Table.Tr key={one.ending}>
                  <Table.Td fw={550}>{one.ending === '' ? 'none' : `.${one.ending}`}</Table.Td>
                  <Table.Td className={classes.shareHead}>
                    <span className={classes.stageBar} style={{ width: `${(one.files / most) * 100}%` }} />
                  </Table.Td>
                  <Table.Td ta="right">{formatCount(one.files)}</Table.Td>
                  <Table.Td ta="right">{formatBytes(one.bytes)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Card>
      )}
    </>
  );
}

function Tile({ number, name }: { readonly number: string; readonly name: string }) {
  return (
    <div className={classes.tile} data-still="">
      <span className={classes.number}>{number}</span>
      <span>{name}</span>
    </div>
  );
}
