import { IconCloudUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { filesOfDrop } from './dropped-files.ts';
import classes from './upload.module.css';
import { uploads } from './uploads.ts';

/** The whole window takes files and folders. */
export function DropOverlay() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Enter and leave come for every element passed; the count is zero only outside the window.
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const onOver = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onLeave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      void filesOfDrop(event.dataTransfer).then((files) => uploads.add(files));
    };
    const handlers = { dragenter: onEnter, dragover: onOver, dragleave: onLeave, drop: onDrop };
    for (const [name, handler] of Object.entries(handlers)) window.addEventListener(name, handler as EventListener);
    return () => {
      for (const [name, handler] of Object.entries(handlers)) window.removeEventListener(name, handler as EventListener);
    };
  }, []);
  if (!over) return null;
  return (
    <div className={classes.overlay}>
      <div className={classes.overlayCard}>
        <IconCloudUpload size={56} stroke={1.3} aria-hidden />
        <strong>Drop to add to your library</strong>
        <span>Pictures and whole folders; duplicates are recognised</span>
      </div>
    </div>
  );
}
