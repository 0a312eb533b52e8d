/** Reads the imports of TypeScript sources with a real parser; a lexer of modules reads them again and must agree. */
import { init, parse } from 'es-module-lexer';
import { parseSync } from 'vite';

await init();

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `export * from`. */
  readonly star: boolean;
}

/**
 * Every import and re-export of a source, types included. A dynamic import of something computed has the specifier `?`.
 * Throws when the source does not parse.
 */
export function importsOf(file: string, source: string): readonly Import[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (specifier: string, at: number, star: boolean): void =>
    void found.push({ specifier, line: source.slice(0, at).split('\n').length, star });
  for (const i of module.staticImports) add(i.moduleRequest.value, i.start, false);
  for (const e of module.staticExports)
    for (const entry of e.entries)
      if (entry.moduleRequest) add(entry.moduleRequest.value, e.start, String(entry.importName.kind).startsWith('All'));
  for (const d of module.dynamicImports) {
    const text = source.slice(d.moduleRequest.start, d.moduleRequest.end);
    add(/^(['"])([^'"]*)\1$/.exec(text)?.[2] ?? '?', d.start, false);
  }
  // `import('x')` in a type is no expression; comments that hold such text would be reported too, which is safe.
  for (const m of source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) add(m[1] ?? '', m.index, false);
  return found;
}

/** The same specifiers as the lexer reads them, sorted, each once. It knows no JSX. */
export function specifiersByLexer(source: string): readonly string[] {
  const [imports] = parse(source);
  return [...new Set(imports.flatMap((i) => (i.type === 'import-meta' ? [] : [i.specifier ?? '?'])))].sort();
}
