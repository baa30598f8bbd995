import { thumbnailUrl } from '../api/client.ts';
import classes from './thumb.module.css';

interface ThumbProps {
  /** Nothing to show yet: its place holds `children`. */
  readonly assetId: number | null | undefined;
  readonly children?: React.ReactNode;
}

/** The small picture in front of a row. */
export function Thumb({ assetId, children }: ThumbProps) {
  return <span className={classes.thumb}>{assetId ? <img src={thumbnailUrl(assetId)} alt="" loading="lazy" /> : children}</span>;
}
