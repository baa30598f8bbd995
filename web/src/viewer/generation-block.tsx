import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconSchema, IconSparkles } from '@tabler/icons-react';
import { workflowUrl } from '../api/client.ts';
import type { Generation } from '../api/types.ts';
import { CopyText } from '../components/copy-text.tsx';
import { FactLink } from './fact-link.tsx';
import classes from './generation-block.module.css';
import { asText, generatorName, parameters } from './generation-text.ts';
import { LongText } from './long-text.tsx';

/** Of files of weights; says nothing to people. */
const MODEL_ENDING = /\.(?:safetensors|ckpt|pt|bin)$/i;

/** A ComfyUI graph as its page draws it, also as a text within another; only that can be opened there again. */
const GRAPH = /\\?"nodes\\?"\s*:/;

/** How a picture was generated: to read, to compare, and to take away. */
export function GenerationBlock({ id, made }: { readonly id: number; readonly made: Generation }) {
  const extra = Object.entries(made.extra);
  const graph = Object.values(made.raw).some((text) => GRAPH.test(text));
  return (
    <section className={classes.block} aria-label="Generation">
      <h3>
        <IconSparkles size={17} stroke={1.7} aria-hidden /> Generated with {generatorName(made.generator)}
      </h3>
      {made.prompt !== null && made.prompt !== '' && <LongText text={made.prompt} label="prompt" />}
      {made.negative !== null && made.negative !== '' && (
        <details className={classes.fold}>
          <summary>Negative prompt</summary>
          <LongText text={made.negative} label="negative prompt" />
        </details>
      )}
      <div className={classes.actions}>
        {made.prompt && <Copy value={made.prompt} words="Copy prompt" />}
        <Copy value={asText(made)} words="Copy all" />
        {graph && (
          <Button component="a" href={workflowUrl(id)} download size="compact-sm" variant="default" leftSection={<IconSchema size={15} aria-hidden />}>
            Open workflow
          </Button>
        )}
      </div>
      {made.loras.length > 0 && (
        <ul className={classes.loras} aria-label="LoRAs">
          {made.loras.map(({ name, weight, hash }) => (
            <li key={`${name}:${weight}`} title={hash ? `${name}, hash ${hash}` : name}>
              <FactLink field="gen.lora" value={name}>
                {name.replace(MODEL_ENDING, '')}
              </FactLink>
              <b>{Number(weight.toFixed(2))}</b>
            </li>
          ))}
        </ul>
      )}
      <dl className={classes.grid}>
        {parameters(made).map(([name, value]) => (
          <div key={name} data-wide={value.length > 14 || undefined}>
            <dt>{name}</dt>
            <dd>{name === 'Seed' ? <CopyText value={value} label="seed" /> : name === 'Model' ? <FactLink field="gen.model" value={value} /> : value}</dd>
          </div>
        ))}
      </dl>
      {extra.length > 0 && (
        <details className={classes.fold}>
          <summary>What else was written ({extra.length})</summary>
          <dl className={classes.extra}>
            {extra.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

function Copy({ value, words }: { readonly value: string; readonly words: string }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Button
          onClick={copy}
          size="compact-sm"
          variant="default"
          leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
        >
          {copied ? 'Copied' : words}
        </Button>
      )}
    </CopyButton>
  );
}
