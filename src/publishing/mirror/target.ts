/** A place that holds a copy of an edition: a folder, or a bucket that speaks the S3 subset. */
import type { Failure } from '../../base/result.ts';

export interface LocalFile {
  /** Relative, forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every call may throw MirrorFault and nothing else that is expected. */
export interface MirrorTarget {
  /** Paths that are there, below the mirror's own root. */
  list(): Promise<ReadonlySet<string>>;
  read(path: string): Promise<Uint8Array | null>;
  /** Whether the file there surely has these bytes; false when it cannot be told without reading it whole. */
  same(file: LocalFile): Promise<boolean>;
  /** A reader sees the old file or the new one, never half of one. */
  write(file: LocalFile): Promise<void>;
  remove(path: string): Promise<void>;
  /** A signature lies beside the edition: `suffix` is appended to its name. False when there is no place beside. */
  writeBeside(suffix: string, bytes: Uint8Array): Promise<boolean>;
}

/** An expected failure of a mirror, with what to tell a person; never with a key. */
export class MirrorFault extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, cause?: unknown) {
    super(failure.code, { cause });
    this.name = 'MirrorFault';
    this.failure = failure;
  }
}
