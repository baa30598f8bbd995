import { Button, Modal, Textarea } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconCloudUpload, IconFolder, IconLink, IconPhoto } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { plural } from '../../components/format.ts';
import { addressesIn } from './addresses.ts';
import { filesOfList } from './dropped-files.ts';
import classes from './upload-dialog.module.css';
import { uploads } from './uploads.ts';
import { useAccepted } from './use-accepted.ts';

const OPEN = 'magpie:upload';

/** Opens the dialog from anywhere. */
export function openUpload(): void {
  window.dispatchEvent(new Event(OPEN));
}

/** All the ways in: pictures, a folder, an archive, addresses. Files and addresses can be pasted as well, here or anywhere. */
export function UploadDialog() {
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState('');
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const phone = useMediaQuery('(hover: none) and (pointer: coarse)') ?? false;
  const accepted = useAccepted(phone, opened);
  const urls = addressesIn(text);

  useEffect(() => {
    window.addEventListener(OPEN, open);
    return () => window.removeEventListener(OPEN, open);
  }, [open]);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const typing = (event.target as Element | null)?.closest?.('input, textarea, [contenteditable]');
      if (typing || !event.clipboardData) return;
      const pasted = filesOfList(event.clipboardData.files);
      if (pasted.length > 0) {
        uploads.add(pasted);
        close();
        return;
      }
      const found = addressesIn(event.clipboardData.getData('text'));
      if (found.length === 0) return;
      event.preventDefault();
      setText((old) => [...addressesIn(old), ...found].join('\n'));
      open();
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [open, close]);

  const take = (event: React.ChangeEvent<HTMLInputElement>): void => {
    uploads.add(filesOfList(event.currentTarget.files ?? []));
    // The same file again is a change too.
    event.currentTarget.value = '';
    close();
  };
  const fetchUrls = (): void => {
    uploads.addUrls(urls);
    setText('');
    close();
  };
  return (
    <>
      <input ref={files} type="file" hidden multiple accept={accepted} onChange={take} aria-label="Pictures to upload" tabIndex={-1} />
      <input ref={folder} type="file" hidden webkitdirectory="" onChange={take} aria-label="Folder to upload" tabIndex={-1} />
      <Modal opened={opened} onClose={close} title="Add to your library" size={560} styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
        <div className={classes.drop}>
          <IconCloudUpload size={44} stroke={1.3} aria-hidden />
          <p>
            <span className={classes.mouse}>Drop pictures, folders or zip archives anywhere, or choose them here.</span>
            <span className={classes.touch}>Choose pictures from this device.</span>
          </p>
          <div className={classes.buttons}>
            <Button leftSection={<IconPhoto size={18} />} onClick={() => files.current?.click()} data-autofocus>
              Choose pictures
            </Button>
            <Button variant="default" className={classes.mouse} leftSection={<IconFolder size={18} />} onClick={() => folder.current?.click()}>
              Choose a folder
            </Button>
          </div>
        </div>
        <form
          className={classes.web}
          onSubmit={(event) => {
            event.preventDefault();
            if (urls.length > 0) fetchUrls();
          }}
        >
          <Textarea
            label="From the web"
            description="Addresses of pictures or zip archives, one a line; Magpie fetches them itself"
            placeholder="https://example.org/photo.jpg"
            autosize
            minRows={2}
            maxRows={6}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={text.trim() !== '' && urls.length === 0 ? 'No http or https address is in this text' : undefined}
          />
          <Button type="submit" variant="light" leftSection={<IconLink size={18} />} disabled={urls.length === 0}>
            {urls.length > 1 ? `Fetch ${plural(urls.length, 'address', 'addresses')}` : 'Fetch'}
          </Button>
        </form>
        <p className={classes.note}>What the library has already is recognised before it is sent. A broken connection goes on where it stopped.</p>
      </Modal>
    </>
  );
}

declare module 'react' {
  interface InputHTMLAttributes<T> {
    webkitdirectory?: T extends HTMLInputElement ? string : never;
  }
}
