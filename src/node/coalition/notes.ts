/** Opaque notes that travel with entries (frame 3): rooms say here what they send along and what they take. */
import type { Context } from '../context.ts';
import { CHECKPOINT_NOTE, takeCheckpoint } from '../log/gossip.ts';
import type { NoteFrame } from './receive-types.ts';

/** Takes a note by its name; one that no room knows is passed over. */
export type NoteTaker = (c: Context, note: NoteFrame) => Promise<void>;

const TAKERS: { readonly [name: string]: NoteTaker } = {
  [CHECKPOINT_NOTE]: takeCheckpoint,
};

export async function takeNote(c: Context, note: NoteFrame): Promise<void> {
  if (Object.hasOwn(TAKERS, note.name)) await TAKERS[note.name]?.(c, note);
}
