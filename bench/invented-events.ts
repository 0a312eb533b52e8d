/** Rows in the columns of the UCDP event dataset, wholly invented, the same for the same seed. No row is a real event. */

const COLUMNS =
  'id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob';

const WORDS = [
  'river',
  'steppe',
  'market',
  'station',
  'bridge',
  'square',
  'harbour',
  'quarter',
  'pass',
  'mill',
  'garden',
  'quarry',
];
const SIDES = [
  'Government of Ardania',
  'Ardan Front',
  'Union of Sarym',
  'Sarym Guard',
  'Civilians',
  'Council of the North',
];
const COUNTRIES = ['Ardania', 'Sarym', 'Northland', 'Tavria'];

/** mulberry32: a small generator, enough for variety. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** CSV text with a header and `rows` rows, in pieces of 1,000 rows. */
export function* inventedEvents(rows: number, seed = 1): Generator<string> {
  const random = generator(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
  let piece = `${COLUMNS}\n`;
  for (let id = 1; id <= rows; id++) {
    const day = new Date(Date.UTC(2000, 0, 1 + below(8000))).toISOString().slice(0, 10);
    const [low, more] = [below(5), below(6)];
    const [a, b] = [pick(SIDES), pick(SIDES)];
    const country = pick(COUNTRIES);
    const place = `${pick(WORDS)} ${pick(WORDS)} ${below(400)}`;
    const cells: { readonly [column: string]: string | number } = {
      id,
      relid: `INV-${id}`,
      year: day.slice(0, 4),
      active_year: 1,
      code_status: 'Clear',
      type_of_violence: 1 + below(3),
      conflict_name: `${country}: ${pick(WORDS)}`,
      dyad_name: `${a} - ${b}`,
      side_a: a,
      side_b: b,
      number_of_sources: 1 + below(4),
      source_article: `"Invented bulletin ${below(9999)}, ${day}"`,
      where_prec: 1 + below(6),
      where_coordinates: place,
      where_description: `near the ${pick(WORDS)} of ${place}`,
      adm_1: `${country} province ${below(12)}`,
      latitude: (40 + random() * 15).toFixed(5),
      longitude: (47 + random() * 40).toFixed(5),
      country,
      region: 'Asia',
      event_clarity: 1 + below(2),
      date_prec: 1,
      date_start: day,
      date_end: day,
      deaths_a: 0,
      deaths_b: 0,
      deaths_civilians: low,
      deaths_unknown: 0,
      best: low + Math.floor(more / 2),
      high: low + more,
      low,
    };
    piece += `${COLUMNS.split(',')
      .map((column) => cells[column] ?? '')
      .join(',')}\n`;
    if (id % 1000 === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
