import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { openUpload } from './upload-dialog.tsx';

interface UploadButtonProps {
  readonly compact?: boolean;
  readonly label?: string;
}

/** The way to add pictures from this device or the web. */
export function UploadButton({ compact = false, label = 'Upload' }: UploadButtonProps) {
  if (!compact)
    return (
      <Button size="sm" leftSection={<IconUpload size={17} />} onClick={openUpload}>
        {label}
      </Button>
    );
  return (
    <Tooltip label="Upload pictures">
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Upload pictures" onClick={openUpload}>
        <IconUpload size={20} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
