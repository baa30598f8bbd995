/** `<lora:name>`, `<lora:name:0.8>`, `<lora:name:0.8:0.6>` (model, then text encoder), `<lyco:name:te=1:unet=0.7>`. */
const LORA = /<(?:lora|lyco):([^:<>]{1,300})((?::[^:<>]{0,60}){0,6})>/gi;
const MOST = 100;

/** The LoRAs a prompt of an Automatic1111 dialect names, in order. */
export function lorasInPrompt(prompt: string): { name: string; weight: string | number }[] {
  const loras: { name: string; weight: string | number }[] = [];
  for (const [, name = '', rest = ''] of prompt.matchAll(LORA)) {
    const parts = rest.split(':').slice(1);
    const named = parts.find((part) => /^unet=/i.test(part))?.slice(5);
    const plain = parts.find((part) => /^\s*-?[\d.]+\s*$/.test(part));
    loras.push({ name, weight: named ?? plain ?? 1 });
    if (loras.length >= MOST) break;
  }
  return loras;
}
