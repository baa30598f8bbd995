import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { downloadUrl } from '../api/client.ts';
import type { Asset } from '../api/types.ts';
import { formatBytes } from '../components/format.ts';
import classes from './viewer.module.css';

/** Below the card of a file without a picture: all that can be done with it here is to save it. */
export function PlainFileNote({ asset }: { readonly asset: Asset }) {
  return (
    <div className={classes.plainFile}>
      <Button component="a" href={downloadUrl(asset.id)} leftSection={<IconDownload size={18} aria-hidden />} size="md">
        Download, {formatBytes(asset.bytes)}
      </Button>
    </div>
  );
}
