import { plainName, type Draft } from './draft.ts';
import { isRecord } from './lenient-json.ts';

/** SwarmUI: a JSON object in `parameters` (or a comment) with all of it under `sui_image_params`. */
export function parseSwarmUi(found: Record<string, unknown>): Draft | undefined {
  const params = found['sui_image_params'];
  if (!isRecord(params)) return undefined;
  const { prompt, negativeprompt, model, seed, steps, cfgscale, width, height, sampler, scheduler, vae, loras, loraweights, initimagecreativity, ...rest } =
    params;
  const files = (Array.isArray(found['sui_models']) ? (found['sui_models'] as unknown[]) : []).slice(0, 100).filter(isRecord);
  const hashOf = (name: unknown): unknown => files.find((file) => typeof name === 'string' && plainName(String(file['name'])) === plainName(name))?.['hash'];
  const weights = listOf(loraweights);
  const refined = rest['refinerupscale'] !== undefined || rest['refinersteps'] !== undefined;
  const extra = isRecord(found['sui_extra_data']) ? found['sui_extra_data'] : {};
  return {
    generator: 'swarmui',
    prompt,
    negative: negativeprompt,
    model,
    modelHash: hashOf(model),
    vae,
    loras: listOf(loras).map((name, i) => ({ name, weight: weights[i], hash: hashOf(name) })),
    lorasInPrompt: true,
    sampler,
    scheduler,
    steps,
    cfg: cfgscale,
    seed,
    width,
    height,
    denoise: initimagecreativity,
    hires: refined
      ? { upscale: rest['refinerupscale'], upscaler: rest['refinerupscalemethod'], steps: rest['refinersteps'], denoise: rest['refinercontrolpercentage'] }
      : undefined,
    extra: { ...rest, ...extra },
  };
}

/** A list, or the same with commas. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return (value as unknown[]).slice(0, 100);
  return typeof value === 'string' && value.trim() !== '' ? value.split(',', 100).map((part) => part.trim()) : [];
}
