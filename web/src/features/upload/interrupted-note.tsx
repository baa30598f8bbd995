import { Button, CloseButton, FileButton } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatBytes, plural } from '../../components/format.ts';
import { filesOfList } from './dropped-files.ts';
import { forgetInterrupted, type Interrupted, interruptedUploads } from './interrupted.ts';
import classes from './upload.module.css';
import { uploads } from './uploads.ts';

/** After a reload: what was cut off, and how it goes on. */
export function InterruptedNote() {
  const [cut, setCut] = useState<readonly Interrupted[]>([]);
  useEffect(() => {
    void interruptedUploads().then(setCut);
  }, []);
  if (cut.length === 0) return null;
  const bytes = cut.reduce((sum, one) => sum + one.bytes, 0);
  return (
    <section className={classes.tray} aria-label="Interrupted uploads">
      <header className={classes.trayHead}>
        <IconPlugConnectedX size={20} stroke={1.6} className={classes.warn} aria-hidden />
        <div className={classes.trayTitle} style={{ marginLeft: 10 }}>
          <strong>{plural(cut.length, 'upload')} interrupted</strong>
          <span>
            {cut.length === 1 ? cut[0]?.name : `${cut[0]?.name} and ${cut.length - 1} more`} · {formatBytes(bytes)}
          </span>
        </div>
        <CloseButton aria-label="Forget interrupted uploads" onClick={() => void forgetInterrupted(cut).then(() => setCut([]))} />
      </header>
      <footer className={classes.trayFoot}>
        <span>Choose the same {cut.length === 1 ? 'file' : 'files'} again: the upload goes on where it stopped.</span>
        <FileButton
          multiple
          onChange={(files) => {
            uploads.add(filesOfList(files));
            setCut([]);
          }}
        >
          {(props) => (
            <Button {...props} size="compact-sm" variant="light">
              Choose
            </Button>
          )}
        </FileButton>
      </footer>
    </section>
  );
}
