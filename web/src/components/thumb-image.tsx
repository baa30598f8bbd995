import { thumbnailUrl } from '../api/client.ts';
import type { AssetSummary } from '../api/types.ts';
import { useBlur } from '../features/marks/use-blur.ts';

interface ThumbImageProps extends Omit<React.ImgHTMLAttributes<HTMLImageElement>, 'src'> {
  readonly asset: Pick<AssetSummary, 'id' | 'version' | 'contentRating'>;
}

/** The thumbnail of an asset, blurred where this browser wants that. */
export function ThumbImage({ asset, alt = '', ...rest }: ThumbImageProps) {
  const { isBlurred } = useBlur();
  return <img src={thumbnailUrl(asset.id, asset.version)} alt={alt} data-blurred={isBlurred(asset) || undefined} {...rest} />;
}
