import { Button } from '@mantine/core';
import { useState } from 'react';
import { Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { settle } from '@/lib/api/computed';
import { useJob } from '@/lib/api/jobs';
import { ApiError } from '@/lib/api/problem';
import type { Schema } from '@/types/schema';
import { type Preview, useForgetMarket, usePreview, useUpload } from '../api/uploads';
import { type Draft, detected, emptyDraft, openQuestions, symbolFrom } from '../lib/draft';
import { Answers } from './answers';
import { DropZone } from './drop-zone';
import { Notes, Outcome } from './outcome';
import { PreviewTable } from './preview-table';
import styles from './uploads.module.css';

/** From a file to bars: look, answer, try, upload. */
export function UploadPanel({ symbols }: { symbols: readonly string[] }) {
  const [file, setFile] = useState<File | null>(null);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const preview = usePreview(file, draft);
  const take = (chosen: File) => {
    setFile(chosen);
    setDraft({ ...emptyDraft, symbol: symbolFrom(chosen.name) });
  };
  return (
    <Panel title="Upload prices" subtitle="A CSV becomes an instrument that only you can see.">
      <div className={styles.steps}>
        <DropZone file={file} onFile={take} />
        {preview.isPending && file && <Loading lines={5} />}
        {preview.error && <Failure error={preview.error} title="The file cannot be read" />}
        {file && preview.data && !preview.error && (
          <Form
            key={`${file.name}-${file.size}-${file.lastModified}`}
            file={file}
            preview={preview.data}
            draft={draft}
            known={symbols.includes(draft.symbol.trim())}
            onChange={(patch) => setDraft({ ...draft, ...patch })}
          />
        )}
      </div>
    </Panel>
  );
}

type FormProps = {
  file: File;
  preview: Preview;
  draft: Draft;
  known: boolean;
  onChange: (patch: Partial<Draft>) => void;
};

function Form({ file, preview, draft, known, onChange }: FormProps) {
  const upload = useUpload();
  const forget = useForgetMarket();
  const jobId = upload.data && !upload.data.ready ? upload.data.job.id : null;
  const job = useJob(jobId);
  const found = upload.isIdle ? null : settle(upload.data, job.data, upload.error ?? job.error);
  const questions = openQuestions(preview, draft);
  const change = (patch: Partial<Draft>) => {
    upload.reset();
    onChange(patch);
  };
  const start = (dryRun: boolean) =>
    upload.mutate(
      { file, draft, dryRun },
      { onSuccess: (answer) => answer.ready && !dryRun && void forget() },
    );
  const busy = found?.state === 'asking' || found?.state === 'working';
  const error = found?.state === 'failed' ? found.error : null;
  const onSymbol = fieldMessage(error, 'symbol');
  return (
    <>
      <p className={styles.found}>Found {detected(preview)}</p>
      <PreviewTable preview={preview} onChange={change} />
      <Answers
        preview={preview}
        draft={draft}
        known={known}
        symbolError={onSymbol}
        onChange={change}
      />
      {questions.length > 0 && (
        <ul className={styles.questions} aria-label="Still needed">
          {questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        <Button
          variant="default"
          disabled={questions.length > 0 || busy}
          onClick={() => start(true)}
        >
          Check without storing
        </Button>
        <Button disabled={questions.length > 0} loading={busy} onClick={() => start(false)}>
          Upload
        </Button>
      </div>
      {found?.state === 'working' && jobId && (
        <JobProgress jobId={jobId} title="Reading the file" onDone={() => void forget()} />
      )}
      {error && !onSymbol ? <Refusal error={error} /> : null}
      {found?.state === 'ready' && <Outcome result={found.data} />}
    </>
  );
}

function fieldMessage(error: unknown, field: string): string | null {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return errors.find((entry) => entry.field === field)?.message ?? null;
}

/** Why nothing was taken, with every line that was refused. */
function Refusal({ error }: { error: unknown }) {
  const extra =
    error instanceof ApiError
      ? (error.problem as { rejected?: Schema<'LineNote'>[]; rejected_total?: number })
      : {};
  return (
    <>
      <Failure error={error} title="The file was not taken" />
      <Notes
        title="Rejected lines"
        notes={extra.rejected ?? []}
        total={extra.rejected_total ?? 0}
      />
    </>
  );
}
