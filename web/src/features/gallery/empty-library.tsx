import { Text, Title } from '@mantine/core';
import { IconCloudUpload, IconFolderPlus, IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { systemQuery } from '../../api/queries.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { MagpieMark } from '../../components/magpie-mark.tsx';
import { UploadButton } from '../upload/upload-button.tsx';
import classes from './empty-library.module.css';

/** The first thing a new user sees: the three ways to put pictures in, each ready to use. */
export function EmptyLibrary() {
  const { data: system } = useQuery(systemQuery);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <MagpieMark size={72} />
        <Title order={2}>Your library is ready for its first pictures</Title>
        <Text c="dimmed" size="lg">
          <span className={classes.mouse}>Drop photos or whole folders anywhere on this page.</span>
          <span className={classes.touch}>Choose some from this device to begin.</span>
        </Text>
      </div>
      <ul className={classes.ways}>
        <li>
          <IconCloudUpload aria-hidden />
          <h3>From this device</h3>
          <p>Choose pictures here, or from the camera roll on a phone.</p>
          <UploadButton label="Choose pictures" />
        </li>
        <li>
          <IconInbox aria-hidden />
          <h3>The inbox folder</h3>
          <p>Whatever is put into this folder moves into the library within seconds.</p>
          <div className={classes.copy}>{system && <CopyText value={system.inbox} label="inbox path" />}</div>
        </li>
        <li>
          <IconFolderPlus aria-hidden />
          <h3>A folder you have</h3>
          <p>On the machine itself; the files stay where they are and are left untouched.</p>
          <div className={classes.copy}>
            <CopyText value="./magpie ingest /path/to/photos --reference" label="command" />
          </div>
        </li>
      </ul>
    </div>
  );
}
