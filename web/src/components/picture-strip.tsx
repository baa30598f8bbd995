import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { AssetSummary } from '../api/types.ts';
import classes from './picture-strip.module.css';
import { ThumbImage } from './thumb-image.tsx';

interface PictureStripProps {
  readonly label: string;
  readonly className: string | undefined;
  /** Something else lies at the bottom already. */
  readonly raised?: boolean;
  /** Lists of `StripPicture`. */
  readonly children: React.ReactNode;
}

/** Small pictures over the bottom of the one on the stage. How large they are is its user's. */
export function PictureStrip({ label, className, raised = false, children }: PictureStripProps) {
  return (
    <div className={`${classes.strip} ${className}`} data-raised={raised || undefined} role="group" aria-label={label}>
      {children}
    </div>
  );
}

interface StripPictureProps {
  readonly asset: AssetSummary;
  readonly label: string;
  readonly title: string;
  /** It is the one on the stage. */
  readonly shown: boolean;
  readonly onPick: (asset: AssetSummary) => void;
  /** Over the picture. */
  readonly children?: React.ReactNode;
}

export function StripPicture({ asset, label, title, shown, onPick, children }: StripPictureProps) {
  return (
    <li>
      <button type="button" aria-label={label} aria-current={shown} title={title} onClick={() => onPick(asset)}>
        <ThumbImage asset={asset} alt="" draggable={false} />
        {children}
      </button>
    </li>
  );
}

/** What can be done with the pictures of a strip, at its end. */
export function StripMenu({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <Menu position="top-end" zIndex={420}>
      <Menu.Target>
        <ActionIcon className={classes.menu} variant="transparent" size={34} aria-label={label}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
