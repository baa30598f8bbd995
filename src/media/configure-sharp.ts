import sharp from 'sharp';

/**
 * Sets libvips up for this process; call once before the first picture. One thread a pipeline, because several
 * single-threaded pipelines beat one threaded one, and no operation cache, because no picture is decoded twice.
 * Every loader but those of our formats is blocked: PDF, ImageMagick and the like read other files or formats nobody
 * offered. SVG is read only after `checkSvg`. The Ultra HDR loader is blocked too, so that such a JPEG takes the plain JPEG path with its
 * shrink-on-load.
 */
export function configureSharp(): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
}

const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff', 'Svg'].map((name) => `VipsForeignLoad${name}`);
