import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

// The yardstick where vipsthumbnail is not installed: sharp making only the two outputs, as most Node projects do it.
// node two-outputs.ts <folder> <target> <part> <parts>
const [folder, target, part, parts] = process.argv.slice(2) as [string, string, string, string];
sharp.concurrency(1);
sharp.cache(false);
mkdirSync(target, { recursive: true });
for (const [i, name] of readdirSync(folder).entries()) {
  if (i % Number(parts) !== Number(part)) continue;
  const path = join(folder, name);
  await sharp(path)
    .autoOrient()
    .resize(1440, 1440, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toFile(join(target, `${name}.preview.jpg`));
  await sharp(path)
    .autoOrient()
    .resize(320, 320, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 0 })
    .toFile(join(target, `${name}.thumb.webp`));
}
