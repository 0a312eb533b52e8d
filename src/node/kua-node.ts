/** A running node as commands and the server see it. */
import type { Api } from './api.ts';

export interface KuaNode extends Api {
  readonly dir: string;
  readonly id: string;
  close(): Promise<void>;
}
