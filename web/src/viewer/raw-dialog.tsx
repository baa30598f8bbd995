import { Loader, Modal, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { CopyText } from '../components/copy-text.tsx';
import { formatCount } from '../components/format.ts';
import { ProblemView } from '../components/problem-view.tsx';
import { metadataQuery } from './provenance.ts';
import classes from './raw-dialog.module.css';
import { rawGroups, searchRaw } from './raw-rows.ts';

/** Every tag that was read anywhere, to search in. */
export function RawDialog({ id, name, onClose }: { readonly id: number; readonly name: string; readonly onClose: () => void }) {
  const phone = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const metadata = useQuery(metadataQuery(id));
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const all = useMemo(() => (metadata.data ? rawGroups(metadata.data) : []), [metadata.data]);
  const found = useMemo(() => searchRaw(all, sought), [all, sought]);
  const count = found.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <Modal
      opened
      onClose={onClose}
      title="All metadata"
      size="xl"
      fullScreen={phone}
      zIndex={460}
      classNames={{ body: classes.body ?? '', title: classes.title ?? '' }}
    >
      <div className={classes.search}>
        <TextInput
          data-autofocus
          classNames={{ input: classes.field ?? '' }}
          type="search"
          aria-label={`Search in the metadata of ${name}`}
          placeholder="Search tags and values"
          leftSection={<IconSearch size={17} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <span role="status">{formatCount(count)} tags</span>
      </div>
      {metadata.isPending && <Loader size="sm" m="xl" />}
      {metadata.isError && <ProblemView error={metadata.error} onRetry={() => void metadata.refetch()} retrying={metadata.isFetching} />}
      {metadata.isSuccess && found.length === 0 && (
        <p className={classes.none}>{all.length === 0 ? 'Nothing was found in this file.' : `No tag matches “${sought}”.`}</p>
      )}
      {found.map(({ origin, group, rows }) => (
        <section key={`${origin}:${group}`} className={classes.group} aria-label={group}>
          <h3>
            {group} <span>{origin}</span>
          </h3>
          <dl>
            {rows.map(({ name: tag, value }) => (
              <div key={tag}>
                <dt>{tag}</dt>
                <dd>
                  <CopyText value={value} label={tag} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
