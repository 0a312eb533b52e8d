/** feed.xml: one Atom entry (RFC 4287) per demand, dated by its last move or act. No addresses but relative ones: a copy works anywhere. */
import { escapeXml } from '../charts/svg.ts';
import type { DemandReading } from '../demands/reading.ts';
import { correctionLines } from './pages/corrections-page.ts';
import { demandPath, type PageContext } from './pages/page.ts';

export function atomFeed(demands: readonly DemandReading[], ctx: PageContext): string {
  const { space, asOf, asOfMs } = ctx.case;
  const { lang } = ctx.words;
  const coalition = demands.filter((d) => d.kind === 'coalition' && d.state !== null);
  const entries = coalition.map((d) => {
    const times = [
      ...d.history.map((m) => m.at.lo),
      ...d.acts.flatMap((a) => (a.at ? [a.at.lo] : [])),
      d.date?.lo ?? 0,
    ];
    const last = d.acts.at(-1);
    const state = ctx.words.term('demand_state', d.state ?? 'open');
    const act = last ? `${ctx.words.term('response_bears', last.bears)}: ${last.text}` : '';
    return [
      '<entry>',
      `<id>urn:kua:${escapeXml(d.id)}</id>`,
      `<title>${escapeXml(`${d.key}: ${state}`)}</title>`,
      `<updated>${instant(Math.min(asOfMs, Math.max(...times)))}</updated>`,
      `<link rel="alternate" type="text/html" hreflang="${lang}" href="${lang}/${escapeXml(demandPath(d.id, ctx))}"/>`,
      `<summary>${escapeXml([d.verbatim ?? d.text, state, act].filter((s) => s !== '').join(' · '))}</summary>`,
      '</entry>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>urn:kua:${escapeXml(space.id)}</id>`,
    `<title>${escapeXml(ctx.words.t('feed.title', { title: space.title[lang] }))}</title>`,
    ...(space.banner ? [`<subtitle>${escapeXml(space.banner[lang])}</subtitle>`] : []),
    `<updated>${instant(Date.parse(asOf))}</updated>`,
    `<author><name>${escapeXml(ctx.edition.publisher)}</name></author>`,
    '<link rel="self" type="application/atom+xml" href="feed.xml"/>',
    ...correctionEntries(ctx),
    ...entries,
    '</feed>',
    '',
  ].join('\n');
}

/** Corrections and withdrawals of earlier editions: whoever follows the feed learns of them first. */
function correctionEntries(ctx: PageContext): readonly string[] {
  const { lang } = ctx.words;
  return correctionLines(ctx).map((line) =>
    [
      '<entry>',
      `<id>urn:kua:${escapeXml(ctx.case.space.id)}:${escapeXml(line.id)}</id>`,
      `<title>${escapeXml(line.title)}</title>`,
      `<updated>${instant(line.ms)}</updated>`,
      `<link rel="alternate" type="text/html" hreflang="${lang}" href="${lang}/corrections.html"/>`,
      `<summary>${escapeXml(line.text.text)}</summary>`,
      '</entry>',
    ].join('\n'),
  );
}

const instant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
