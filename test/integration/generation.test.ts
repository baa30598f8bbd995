import { expect, test } from 'vitest';
import { videoSupport } from '../../src/media/video/video-support.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { pngWith, textChunk } from '../support/generation-files.ts';
import { testServer } from '../support/server.ts';
import { picture } from '../support/pictures.ts';
import { takeIn } from '../support/take-in.ts';
import { film } from '../support/videos.ts';

const WORKFLOW = JSON.stringify({
  version: 0.4,
  nodes: [{ id: 3, type: 'KSampler', mode: 0, widgets_values: [1, 'fixed', 20, 8, 'euler', 'normal', 1] }],
  links: [],
});
const PROMPT = JSON.stringify({
  3: {
    class_type: 'KSampler',
    inputs: {
      seed: 'SEED',
      steps: 20,
      cfg: 7.5,
      sampler_name: 'euler',
      scheduler: 'normal',
      denoise: 1,
      model: ['10', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['5', 0],
    },
  },
  4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sd.safetensors' } },
  5: { class_type: 'EmptyLatentImage', inputs: { width: 640, height: 512, batch_size: 1 } },
  6: { class_type: 'CLIPTextEncode', inputs: { text: 'a fox, 狐\0', clip: ['10', 1] } },
  7: { class_type: 'CLIPTextEncode', inputs: { text: 'fog', clip: ['10', 1] } },
  9: { class_type: 'SaveImage', inputs: { images: ['3', 0] } },
  10: { class_type: 'LoraLoader', inputs: { lora_name: 'ink.safetensors', strength_model: 0.8, strength_clip: 1, model: ['4', 0], clip: ['4', 1] } },
}).replace('"SEED"', '18446744073709551615');

const { version, install } = await videoSupport();
const noTool = version === undefined ? `there is no ffmpeg here: ${install}` : undefined;
if (noTool !== undefined) console.warn(`the test of tags of videos is skipped: ${noTool}`);

forEachEngine('how a picture was generated', (open) => {
  test('is stored with it, told by the API, and its workflow can be taken out again', async () => {
    const catalog = await open();
    const { app, store, dataDir } = await testServer(catalog);
    const files = [
      { name: 'ComfyUI_0001_.png', bytes: await pngWith([textChunk('prompt', PROMPT), textChunk('workflow', WORKFLOW)]) },
      { name: 'a1111.png', bytes: await pngWith([textChunk('parameters', 'a cat\nSteps: 5, Sampler: DDIM, Seed: 7, Size: 64x32')]) },
      { name: 'photo.jpg', bytes: await picture(1) },
    ];
    const [comfy, a1111, photo] = await takeIn(catalog, store, dataDir, files);
    const asset = (await app.inject(`/api/v1/assets/${comfy}`)).json<{ generation: unknown }>();
    expect(asset.generation).toEqual({
      generator: 'comfyui',
      prompt: 'a fox, 狐',
      negative: 'fog',
      model: 'sd.safetensors',
      modelHash: null,
      vae: null,
      loras: [{ name: 'ink.safetensors', weight: 0.8 }],
      sampler: 'euler',
      scheduler: 'normal',
      steps: 20,
      cfg: 7.5,
      seed: '18446744073709551615',
      width: 640,
      height: 512,
      denoise: 1,
      hires: null,
      keywords: ['a fox', '狐'],
      extra: {},
      raw: { prompt: PROMPT, workflow: WORKFLOW },
    });
    expect((await app.inject(`/api/v1/assets/${a1111}`)).json()).toMatchObject({ generation: { generator: 'a1111', prompt: 'a cat', width: 64 } });
    expect((await app.inject(`/api/v1/assets/${photo}`)).json()).toMatchObject({ generation: null });

    const found = async (q: string): Promise<number[]> =>
      (await app.inject(`/api/v1/assets?q=${encodeURIComponent(q)}`)).json<{ items: { id: number }[] }>().items.map(({ id }) => id);
    expect(await found('keyword:"a fox"')).toEqual([comfy]);
    expect(new Set(await found('keyword:a*'))).toEqual(new Set([a1111, comfy]));
    expect(await found('-keyword:狐 gen.steps:>0')).toEqual([a1111]);

    const workflow = await app.inject(`/api/v1/assets/${comfy}/workflow`);
    expect(workflow.statusCode).toBe(200);
    expect(workflow.headers['content-type']).toContain('application/json');
    expect(workflow.headers['content-disposition']).toContain('attachment; filename="ComfyUI_0001_.workflow.json"');
    expect(workflow.body).toBe(WORKFLOW);
    for (const id of [a1111, photo]) {
      const none = await app.inject(`/api/v1/assets/${id}/workflow`);
      expect(none.statusCode).toBe(404);
      expect(none.json()).toMatchObject({ code: 'no-workflow' });
    }
    expect((await app.inject('/api/v1/assets/999/workflow')).json()).toMatchObject({ code: 'asset-not-found' });
  });

  test.skipIf(noTool !== undefined)('is read from the tags of videos', async () => {
    const catalog = await open();
    const { app, store, dataDir } = await testServer(catalog);
    const comment = JSON.stringify({ prompt: PROMPT, workflow: JSON.parse(WORKFLOW) as unknown });
    const files = [
      { name: 'comment.mp4', bytes: await film('mp4', 1, { comment }) },
      { name: 'tags.mp4', bytes: await film('mp4', 2, { prompt: PROMPT, workflow: WORKFLOW }) },
      { name: 'comment.webm', bytes: await film('webm', 1, { comment }) },
      { name: 'holiday.mp4', bytes: await film('mp4', 3, { comment: 'At the sea' }) },
    ];
    const ids = await takeIn(catalog, store, dataDir, files);
    for (const id of ids.slice(0, 3)) {
      expect((await app.inject(`/api/v1/assets/${id}`)).json(), `asset ${id}`).toMatchObject({
        generation: { generator: 'comfyui', prompt: 'a fox, 狐', model: 'sd.safetensors', seed: '18446744073709551615', steps: 20, width: 640 },
      });
      expect((await app.inject(`/api/v1/assets/${id}/workflow`)).json()).toEqual(JSON.parse(WORKFLOW));
    }
    expect((await app.inject(`/api/v1/assets/${ids[3]}`)).json()).toMatchObject({ generation: null });
  });
});
