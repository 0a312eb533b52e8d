/** The January 2022 example gives exactly the counts and paths it promises, and loading it twice adds nothing. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectOk } from '../base/result.ts';
import { claimsOf, structOf, textOf, textsOf, valuesOf } from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import { fieldOf } from '../records/registry.ts';
import { parseFieldValue } from '../records/validate.ts';
import type { KindName } from '../records/kind-names.ts';
import { deriveOutage } from '../connectivity/outage.ts';
import { recordFact } from '../demands/facts.ts';
import { checkMove } from '../demands/move.ts';
import { readDemands } from '../demands/read.ts';
import { asDate, asList, asStruct, asText } from '../records/field-values.ts';
import { type ExampleLoaded, loadExample } from './example.ts';
import { MemoryTarget } from './memory-target.ts';

const DIR = new URL('../../examples/january-2022/', import.meta.url);
const read = (name: string): Promise<Uint8Array> => readFile(new URL(name, DIR));

const target = new MemoryTarget(true);
const practice = new MemoryTarget(false);
let loaded: ExampleLoaded;
let views: readonly RecordView[];

beforeAll(async () => {
  loaded = expectOk(await loadExample({ target, practice, readFile: read, now: 0 }), 'the example loads');
  views = [...target.views().values()];
});

const coded = (code: string, kind?: string): RecordView => {
  const found = views.find((v) => textsOf(v, 'code').includes(code) && (!kind || v.kind === kind));
  if (!found) throw new Error(`no record has the code ${code}`);
  return found;
};

test('the counts of the case', () => {
  const { Measurement, ...counts } = target.counts();
  expect(counts).toEqual({
    Signal: 159,
    Source: 133,
    Statement: 34,
    Demand: 18,
    CoSignature: 13,
    Response: 42,
    Event: 81,
    Figure: 110,
    ConnectivityObservation: 34,
    Outage: 5,
    Person: 11,
    Group: 9,
    Act: 26,
    Detention: 9,
    Organisation: 18,
    Place: 33,
    Relation: 90,
  });
  expect(Measurement).toBe(2);
  expect(views.filter((v) => v.kind === 'Detention').map((v) => v.fields['followed']?.value)).toEqual(
    Array(9).fill(false),
  );
});

test('every value has the form its field asks for, and none goes to the organisation alone', () => {
  for (const v of [...views, ...practice.views().values()])
    for (const [field, f] of Object.entries(v.fields))
      for (const c of f.claims) {
        const def = fieldOf(v.kind, field);
        expect([v.kind, field, def?.vis], JSON.stringify(c.value)).not.toContain('organisation');
        expect(def?.vis).not.toBe('vault');
        const parsed = parseFieldValue(v.kind as KindName, field, c.value as never);
        expect([v.kind, field, parsed]).toEqual([v.kind, field, { ok: true, value: c.value }]);
      }
});

test('loading it again adds no entry', async () => {
  const before = [target.entries.length, practice.entries.length];
  const again = expectOk(await loadExample({ target, practice, readFile: read, now: 0 }), 'the example loads again');
  expect(again.entries).toBe(0);
  expect([target.entries.length, practice.entries.length]).toEqual(before);
  expect(loaded.batches.every((b) => b.batch !== null)).toBe(true);
});

describe('what the records say', () => {
  test('the curve of the dead goes up and once down', () => {
    const curve = views
      .filter(
        (v) =>
          v.kind === 'Figure' &&
          textOf(v, 'metric_as_given') === 'killed_total' &&
          String(v.fields['scope']?.value) === String(coded('FG061').fields['scope']?.value),
      )
      .map((v) => [textOf(v, 'as_of'), structOf(v, 'value')?.['best'], textOf(v, 'status')])
      .sort();
    expect(curve).toEqual([
      ['2022-01-09', 164, 'withdrawn'],
      ['2022-01-11', 164, 'withdrawn'],
      ['2022-01-15', 225, 'current'],
      ['2022-02-12', 227, 'current'],
      ['2022-03-14', 230, 'current'],
      ['2022-05-05', 232, 'current'],
      ['2022-07-29', 241, 'current'],
      ['2022-08', 238, 'current'],
    ]);
  });

  test('a label stands with its speaker', () => {
    const f = coded('FG055');
    expect(textOf(f, 'population')).toBe('riot_participants_label');
    expect(f.fields['population']?.claims[0]?.speaker).toBe('Interior Ministry');
    expect(structOf(f, 'label')).toEqual({ text: 'riot participants', speaker: 'Interior Ministry' });
  });

  test('"at least" has no upper bound; a decimal number travels as text', () => {
    expect(structOf(coded('FG089'), 'value')).toEqual({ low: 190, as_given: 'at least 190', exact: false });
    expect(structOf(coded('FG041'), 'value')).toEqual({ low: 6, as_given: 'at least six', exact: false });
    expect(structOf(coded('FG040'), 'value')).toMatchObject({ low: 3, high: 4 });
    expect(structOf(coded('FG083'), 'value')?.['high']).toBe('410.7');
  });

  test('what a source words stays in its words', () => {
    expect(structOf(coded('EV042'), 'killed')).toEqual({ low: 0, as_given: 'dozens', exact: false });
    expect(structOf(coded('EV008'), 'detained')).toMatchObject({ low: 6, as_given: 'at least 6' });
    expect(structOf(coded('EV055'), 'detained')).toMatchObject({ low: 1650, high: 1700 });
    expect(coded('EV042').fields['killed']?.claims[0]?.speaker).toBe('police');
  });

  test('a local time takes the offset of its place at that date, marked as inferred', () => {
    expect(textOf(coded('EV019'), 'date')).toBe('2022-01-05T01:30+06:00');
    expect(coded('EV019').fields['date']?.claims[0]?.asGiven).toBe('2022-01-05T01:30');
  });

  test('an account may speak of a city and of the country', () => {
    expect(claimsOf(coded('OU022'), 'place')).toHaveLength(2);
    expect(textOf(coded('OU016'), 'at')).toBe('2022-01-05T10:30Z/2022-01-10T02:00Z');
  });

  test('demand 6 was met and then reversed; 1 and 5 are breached; quotations do not move', () => {
    const moves = (key: string) =>
      valuesOf(coded(key, 'Demand'), 'move').map((m) => (m as { to: string; at: string }).to);
    expect([...moves('D6')].sort()).toEqual(['met', 'reversed']);
    expect([moves('D1'), moves('D5'), moves('D2'), moves('P1')]).toEqual([['breached'], ['breached'], [], []]);
  });

  test('60 links of responses to demands, each with its own word', () => {
    const links = views.filter((v) => v.kind === 'Response').flatMap((v) => valuesOf(v, 'link'));
    expect(links).toHaveLength(60);
    const bears: { [word: string]: number } = {};
    for (const v of views.filter((r) => r.kind === 'Response'))
      bears[textOf(v, 'bears') ?? ''] = (bears[textOf(v, 'bears') ?? ''] ?? 0) + 1;
    expect(bears).toEqual({ act: 14, against: 11, context: 7, announcement: 6, refusal: 3, restoration: 1 });
  });

  test('eight persons are named, by their publishers; three are not', () => {
    const persons = views.filter((v) => v.kind === 'Person');
    expect(persons.filter((v) => claimsOf(v, 'names').length > 0)).toHaveLength(8);
    for (const v of persons) expect(claimsOf(v, 'names').length > 0).toBe(claimsOf(v, 'named_publicly_by').length > 0);
  });

  test('the statement keeps its text, its hash and two unofficial translations', () => {
    const s = coded('ST002', 'Statement');
    const versions = valuesOf(s, 'versions') as readonly {
      readonly lang: string;
      readonly standing: string;
      readonly text: string;
    }[];
    expect(versions.map((v) => [v.lang, v.standing]).sort()).toEqual([
      ['en', 'original'],
      ['kk', 'unofficial'],
      ['ru', 'unofficial'],
    ]);
    const paragraphs = (text: string | undefined) => text?.split(/\n\s*\n/).length;
    expect(new Set(versions.map((v) => paragraphs(v.text))).size).toBe(1);
    expect(textOf(s, 'text_hash')).toMatch(/^[0-9a-f]{64}$/);
    expect(valuesOf(s, 'demands')).toHaveLength(12);
  });
});

describe('what the engines read of them', () => {
  const read = (asOf: string, moves = true) => {
    const of = (kind: string) => views.filter((v) => v.kind === kind);
    const demands = moves
      ? of('Demand')
      : of('Demand').map((v) => ({
          ...v,
          fields: Object.fromEntries(Object.entries(v.fields).filter(([f]) => f !== 'move')),
        }));
    return readDemands(
      {
        demands,
        statements: of('Statement'),
        measurements: of('Measurement'),
        responses: of('Response'),
        deliveries: [],
        titleOf: () => null,
      },
      Date.parse(asOf),
    );
  };
  const states = (asOf: string) => Object.fromEntries(read(asOf).map((d) => [d.key, d.state]));

  test('states on 12 January 2022 and at present', () => {
    const open = {
      D2: 'open',
      D3: 'open',
      D4: 'open',
      D7: 'open',
      D8: 'open',
      D9: 'open',
      D10: 'open',
      D11: 'open',
      D12: 'open',
    };
    const quoted = { P1: null, P2: null, P3: null, P4: null, P5: null, P6: null };
    expect(states('2022-01-12T04:00Z')).toEqual({ ...open, ...quoted, D1: 'breached', D5: 'breached', D6: 'open' });
    expect(states('2026-01-01T00:00Z')).toEqual({ ...open, ...quoted, D1: 'breached', D5: 'breached', D6: 'reversed' });
  });

  test('each decision is one that the rules allow, in its order', () => {
    const byId = new Map<string, RecordView>(views.map((v) => [v.id, v]));
    for (const d of views.filter((v) => v.kind === 'Demand')) {
      const decided = asList(d.fields['move']?.value)
        .map((m) => asStruct(m))
        .filter((m) => m !== null)
        .sort((a, b) => String(a['at']).localeCompare(String(b['at'])));
      for (const [i, m] of decided.entries()) {
        const at = asDate(m['at']);
        if (!at) throw new Error('a decision without a date');
        const earlier = { ...d, fields: { ...d.fields } };
        const others = views.filter((v) => v !== d);
        const kept = claimsOf(d, 'move').filter((c) =>
          decided.slice(0, i).some((e) => JSON.stringify(e) === JSON.stringify(c.value)),
        );
        const field = d.fields['move'];
        if (field) earlier.fields['move'] = { ...field, claims: kept, value: kept.map((c) => c.value) };
        if (kept.length === 0) delete earlier.fields['move'];
        const of = (kind: string) => others.filter((v) => v.kind === kind);
        const [reading] = readDemands(
          {
            demands: [earlier],
            statements: of('Statement'),
            measurements: of('Measurement'),
            responses: of('Response'),
            deliveries: [],
            titleOf: () => null,
          },
          at.hi - 1,
        );
        if (!reading) throw new Error('the demand is not read');
        const move = {
          to: m['to'] as 'met',
          at,
          because: asList(m['because']).map((v) => asText(v) ?? ''),
          deciders: asList(m['deciders']).map((v) => asText(v) ?? ''),
          note: asText(m['note']),
        };
        const fact = (id: string) => {
          const found = byId.get(id);
          return found ? recordFact(found) : null;
        };
        expect([textOf(d, 'key'), move.to, checkMove(reading, move, fact)]).toEqual([
          textOf(d, 'key'),
          move.to,
          { ok: true, value: undefined },
        ]);
      }
    }
  });

  test('acts listed as context are those not by an addressee, older, or only announced', () => {
    const demands = read('2026-01-01T00:00Z');
    const acts = (key: string) => demands.find((d) => d.key === key)?.acts ?? [];
    const codes = (key: string, context: boolean) =>
      acts(key)
        .filter((a) => a.context === context)
        .map((a) => textsOf(views.find((v) => v.id === a.id) as RecordView, 'code')[0])
        .sort();
    expect(codes('D6', false)).toEqual(['RE008', 'RE013', 'RE017', 'RE020', 'RE027', 'RE034']);
    expect(codes('D6', true)).toEqual(['RE011']);
    expect(codes('D10', false)).toEqual([]);
    expect(codes('D10', true)).toEqual(['RE019']);
    expect(codes('D2', false)).toEqual(['RE022']);
  });

  test('the outage of all networks: four starts on 5 January, two ends that exclude each other', () => {
    const observations = views.filter((v) => v.kind === 'ConnectivityObservation');
    const reading = deriveOutage(coded('O1', 'Outage'), observations);
    const codes = (list: readonly { readonly observation: string }[]) =>
      list.map((a) => textsOf(views.find((v) => v.id === a.observation) as RecordView, 'code')[0]);
    expect(codes(reading.starts)).toEqual(['OU016', 'OU017', 'OU022', 'OU018']);
    expect(codes(reading.ends)).toEqual(['OU016', 'OU018']);
    expect(codes(reading.briefReturns)).toEqual(['OU015', 'OU023']);
    expect(reading.disputed).toBe(true);
    const mobile = deriveOutage(coded('O2', 'Outage'), observations);
    expect(codes(mobile.limits)).toContain('OU010');
    for (const o of ['O3', 'O4', 'O5'])
      expect(deriveOutage(coded(o, 'Outage'), observations).observations.length).toBeGreaterThan(0);
  });
});

test('the practice space: six invented persons, followed, every name marked', () => {
  expect(practice.counts()).toEqual({ Place: 1, Source: 1, Organisation: 2, Person: 6, Detention: 6, Act: 1 });
  const all = [...practice.views().values()];
  expect(all.filter((v) => v.kind === 'Detention').every((v) => v.fields['followed']?.value === true)).toBe(true);
  for (const v of all.filter((x) => x.kind === 'Person'))
    for (const c of claimsOf(v, 'names')) expect((c.value as { text: string }).text).toMatch(/\(invented\)$/);
});
