import { ActionIcon, Button, FileButton, Tooltip } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { filesOfList } from './dropped-files.ts';
import { uploads } from './uploads.ts';

interface UploadButtonProps {
  readonly compact?: boolean;
  readonly size?: 'sm' | 'md';
  readonly label?: string;
}

/** Opens the file dialog; on a phone the camera roll. */
export function UploadButton({ compact = false, size = 'sm', label = 'Upload' }: UploadButtonProps) {
  return (
    <FileButton multiple accept="image/*" onChange={(files) => uploads.add(filesOfList(files))}>
      {(props) =>
        compact ? (
          <Tooltip label="Upload pictures">
            <ActionIcon {...props} variant="subtle" color="gray" size="lg" aria-label="Upload pictures">
              <IconUpload size={20} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        ) : (
          <Button {...props} size={size} leftSection={<IconUpload size={17} />}>
            {label}
          </Button>
        )
      }
    </FileButton>
  );
}
