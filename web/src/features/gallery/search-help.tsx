import { Box, Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHelp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './search-help.module.css';

const GROUPS: readonly { readonly title: string; readonly rows: readonly (readonly [query: string, finds: string])[] }[] = [
  {
    title: 'Words and tags',
    rows: [
      ['sunset beach', 'both: the tag of that name, else the word in names, titles, descriptions, keywords, prompts, notes'],
      ['sunset or dawn', 'either of them; (sunset or dawn) beach'],
      ['-sunset', 'not this one'],
      ['"low tide"', 'just these words in a row, in texts'],
      ['*_hair', 'all tags that look so; img* words that begin so'],
      ['tag:sunset', 'only the tag; words:sunset only the word; tag:none, tagcount:<5'],
      ['search:"summer trips"', 'what a saved search finds, also -search:…'],
    ],
  },
  {
    title: 'Facts',
    rows: [
      ['is:video duration:>1m', 'also is:image, raw, animated, generated, portrait'],
      ['has:place -has:score', 'also has:camera, date, title, keywords, audio'],
      ['filetype:png,webp', 'any of these formats; filetype:pdf and is:file for files without a picture'],
      ['width:>=1920 ratio:16:9', 'pixels, shape; mpixels:>=12'],
      ['filesize:>5mb', 'kb, mb, gb'],
      ['camera:canon iso:>=1600', 'lens:, aperture:<=2, focal:35..85'],
      ['date:2024-05..2024-08', 'when it was taken; date:2023, date:yesterday'],
      ['age:<1w', 'how long ago it came in; added:2026-11'],
      ['score:>=4', 'score:none has no stars; fav:yes'],
      ['rating:general,sensitive', 'content rating; rating:none where nobody has looked'],
      ['prompt:castle model:sdxl', 'how it was generated; lora:, seed:, steps:'],
    ],
  },
  {
    title: 'Order',
    rows: [
      ['order:oldest', 'newest first unless said otherwise'],
      ['order:filesize', 'also width, height, mpixels, duration, score, fav, tagcount, name; with _asc the other way'],
      ['castle order:rank', 'texts that fit best first'],
      ['order:random', 'order:random:7 is the same shuffle each time'],
    ],
  },
];

/** A button that opens what can be written into the search box; each example is a link. `inBar`: without its words on a phone. */
export function SearchHelp({ inBar = false }: { readonly inBar?: boolean }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" aria-label="Search help" title="Search help" onClick={open}>
        <IconHelp size={16} aria-hidden />
        <Box component="span" ml={6} {...(inBar ? { visibleFrom: 'sm' as const } : {})}>
          Search help
        </Box>
      </Button>
      <Modal opened={opened} onClose={close} title="Search" size="lg" styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
        {GROUPS.map((group) => (
          <section key={group.title} className={classes.group}>
            <h3>{group.title}</h3>
            <dl>
              {group.rows.map(([query, finds]) => (
                <div key={query}>
                  <dt>
                    <Link to="/" search={{ q: query }} onClick={close}>
                      {query}
                    </Link>
                  </dt>
                  <dd>{finds}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </Modal>
    </>
  );
}
