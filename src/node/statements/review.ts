/** What freezing a draft would close: every text, annex and demand under the hash, and what stands against it. */
import { toBase64Url, toHex } from '../../base/bytes.ts';
import type { Failure } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { errorBody } from '../../messages/errors/texts.ts';
import { LANGS } from '../../messages/translate.ts';
import { termOf, textOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { checkMarks, present } from '../../records/statement-marks.ts';
import { checkStatementMove, statementBytes, type StatementContent } from '../../records/statement-text.ts';
import type { Context } from '../context.ts';
import type { Reading } from '../reading.ts';
import { contentOf, markedDemands, versionsOf } from '../reads/statements.ts';
import { statementOf } from './found.ts';

/** First of each rule that the draft does not bear: its text and hash, then the marks in every language. */
export async function obstaclesTo(
  c: Context,
  reading: Reading,
  view: RecordView,
  content: StatementContent,
  hash: string,
): Promise<readonly Failure[]> {
  const moved = checkStatementMove((b) => c.parts.primitives.sha256(b), 'draft', 'frozen', {
    ...content,
    textHash: hash,
  });
  const marked = checkMarks(versionsOf(view), await markedDemands(reading, view));
  return [moved, marked].flatMap((x) => (x.ok ? [] : [x.error]));
}

export async function review(c: Context, input: ApiIn<'statement.review'>): Promise<ApiOut<'statement.review'>> {
  const { view, reading } = await statementOf(c, input);
  const content = await contentOf(reading, view);
  const bytes = statementBytes(content);
  const hash = toHex(c.parts.primitives.sha256(bytes));
  const state = termOf(view, 'state') ?? 'draft';
  const versions = versionsOf(view);
  await reading.loadTitles(content.annexes.map((a) => a.id));
  const obstacles = state === 'draft' ? await obstaclesTo(c, reading, view, content, hash) : [];
  const langs = present(versions).map((v) => v.lang);
  return {
    id: view.id,
    state,
    hash: textOf(view, 'text_hash') ?? hash,
    bytes: toBase64Url(bytes),
    covered: {
      versions: versions.filter((v) => v.standing !== 'unofficial'),
      annexes: content.annexes.map((a) => ({
        id: a.id,
        title: reading.titleOf(a.id) ?? a.id,
        sha256: toHex(a.sha256),
      })),
      demands: content.demands.map((d) => ({ key: d.id, text: d.text })),
    },
    unofficial: versions.filter((v) => v.standing === 'unofficial'),
    missing: LANGS.filter((l) => !langs.includes(l)),
    obstacles: obstacles.map((failure) => {
      const body = errorBody(failure, input.lang ?? 'en');
      return { code: body.code, message: body.message };
    }),
  };
}
