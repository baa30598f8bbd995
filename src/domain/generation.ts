/** A program that wrote how it made a picture into the picture. */
export const GENERATORS = ['a1111', 'comfyui', 'novelai', 'invokeai', 'fooocus', 'swarmui', 'easydiffusion', 'unknown'] as const;
export type Generator = (typeof GENERATORS)[number];

export interface GenerationLora {
  readonly name: string;
  /** 1 when nothing says otherwise. */
  readonly weight: number;
  readonly hash?: string;
}

/** How a picture was made, as its generator wrote it; absent fields were not written. */
export interface Generation {
  readonly generator: Generator;
  readonly prompt?: string;
  readonly negative?: string;
  readonly model?: string;
  readonly modelHash?: string;
  readonly vae?: string;
  readonly loras: readonly GenerationLora[];
  readonly sampler?: string;
  readonly scheduler?: string;
  readonly steps?: number;
  readonly cfg?: number;
  /** Decimal text: seeds go up to 2⁶⁴. */
  readonly seed?: string;
  /** Pixels asked for, before hires or upscaling. */
  readonly width?: number;
  readonly height?: number;
  readonly denoise?: number;
  /** Second pass: `upscale` factor, `upscaler`, `steps`, `denoise`. */
  readonly hires?: { readonly upscale?: number; readonly upscaler?: string; readonly steps?: number; readonly denoise?: number };
  /** Words and phrases of the prompt without weights and syntax, lower case, each once. */
  readonly keywords: readonly string[];
  /** What else was written, by its own name. */
  readonly extra: Readonly<Record<string, string>>;
  /** The texts as they were found, by where they were found (`parameters`, `prompt`, `workflow`, `UserComment`, …). */
  readonly raw: Readonly<Record<string, string>>;
}
