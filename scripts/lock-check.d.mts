/** Types of lock-check.mjs, for its test. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: { readonly [name: string]: string };
}
export interface Lock {
  readonly packages: { readonly [path: string]: LockEntry };
}
export function lockFaults(lock: Lock): readonly string[];
export function completed(lock: Lock): Lock;
export function platformOf(name: string): Pick<LockEntry, 'cpu' | 'os' | 'libc'>;
