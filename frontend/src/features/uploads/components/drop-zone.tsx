import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { formatCompact } from '@/lib/format/number';
import { sampleFile } from '../lib/sample';
import styles from './uploads.module.css';

/** Takes one file: dropped, chosen, or the sample. */
export function DropZone({ file, onFile }: { file: File | null; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onFile(dropped);
  };
  return (
    <section
      aria-label="Choose a file"
      className={`${styles.drop} ${over ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className={styles.dropText}>
        {file ? (
          <>
            <strong>{file.name}</strong> <span className="dim">{formatCompact(file.size)}B</span>
          </>
        ) : (
          'Drop a CSV here: daily or intraday bars, closes alone, or trades.'
        )}
      </p>
      <div className={styles.dropButtons}>
        <Button size="xs" onClick={() => input.current?.click()}>
          {file ? 'Another file' : 'Choose a file'}
        </Button>
        {!file && (
          <Button size="xs" variant="default" onClick={() => onFile(sampleFile())}>
            Load a sample
          </Button>
        )}
      </div>
      <p className={styles.hint}>CSV or other text, at most 64 MiB and 2 million rows.</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        aria-label="File of bars"
        className={styles.file}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) onFile(chosen);
          event.currentTarget.value = '';
        }}
      />
    </section>
  );
}
