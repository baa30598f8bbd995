import { Alert, Button, Group } from '@mantine/core';
import { IconEye, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { Card } from '../../components/card.tsx';
import { plural } from '../../components/format.ts';
import { FolderTree } from './folder-tree.tsx';
import { type IngestDraft, keepDraft, keptDraft, toggleFolder } from './ingest-draft.ts';
import classes from './ingest.module.css';
import { IngestOptions } from './ingest-options.tsx';
import { useStartIngest } from './use-start-ingest.ts';

/** Which folders, and how. */
export function ConfigureStep({ initial }: { readonly initial?: IngestDraft | undefined }) {
  const [draft, setDraft] = useState<IngestDraft>(() => initial ?? keptDraft());
  const start = useStartIngest();
  const change = (part: Partial<IngestDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(next);
    start.reset();
  };
  const toggle = (path: string): void => change({ folders: toggleFolder(draft, path) });
  const problem = start.isError ? problemOf(start.error) : null;
  const none = draft.folders.length === 0;
  return (
    <form
      className={classes.configure}
      onSubmit={(event) => {
        event.preventDefault();
        if (!none) start.mutate({ draft, dryRun: false });
      }}
    >
      <div className={classes.folders}>
        <Card
          flush
          title="Folders"
          aside={<span className={classes.hint}>{none ? 'Choose one or several' : `${plural(draft.folders.length, 'folder')} chosen`}</span>}
        >
          <FolderTree folders={draft.folders} recursive={draft.recursive} onToggle={toggle} />
        </Card>
      </div>
      <div className={classes.side}>
        <Card title="How">
          <IngestOptions draft={draft} onChange={change} />
        </Card>
      </div>
      <div className={classes.start}>
        <div className={classes.chosen}>
          {draft.folders.map((folder) => (
            <span key={folder} className={classes.pill} title={folder}>
              <bdi>{folder}</bdi>
              <button type="button" aria-label={`Leave out ${folder}`} onClick={() => toggle(folder)}>
                <IconX size={14} />
              </button>
            </span>
          ))}
          {none && <span className={classes.hint}>No folder is chosen yet.</span>}
        </div>
        {problem && (
          <Alert color="red" title={problem.title} role="alert">
            {[problem.detail !== problem.title && problem.detail, problem.next].filter(Boolean).join('. ')}
          </Alert>
        )}
        <Group gap="xs" wrap="nowrap" className={classes.startButtons}>
          <Button
            variant="default"
            leftSection={<IconEye size={17} />}
            disabled={none || start.isPending}
            loading={start.isPending && start.variables.dryRun}
            onClick={() => start.mutate({ draft, dryRun: true })}
          >
            Preview
          </Button>
          <Button
            type="submit"
            leftSection={<IconPlayerPlay size={17} />}
            disabled={none || (start.isPending && start.variables.dryRun)}
            loading={start.isPending && !start.variables.dryRun}
          >
            Start ingest
          </Button>
        </Group>
      </div>
    </form>
  );
}
