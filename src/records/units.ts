/**
 * Administrative units of Kazakhstan as record values (`kz.zhetysu`), with the codes of ISO 3166-2 before and after the
 * change of 2022-06-08, when Abai, Zhetysu and Ulytau were formed. A code of January 2022 stands for the unit then, so it
 * covers the units that were taken out of it. The exact dates of the code change are still to be confirmed against the ISO
 * newsletter, so codes carry no dates here.
 */
import type { Lang } from '../messages/translate.ts';

interface AdminUnit {
  readonly names: { readonly [L in Lang]: string };
  /** Code in force today. */
  readonly code: string;
  /** Code of the unit to which the territory belonged in January 2022; null where the data know none. */
  readonly codeInJanuary2022: string | null;
}

const unit = (en: string, ru: string, kk: string, code: string, codeInJanuary2022: string | null): AdminUnit => ({
  names: { en, ru, kk },
  code,
  codeInJanuary2022,
});

const UNITS: { readonly [id: string]: AdminUnit } = {
  kz: unit('Kazakhstan', 'Казахстан', 'Қазақстан', 'KZ', 'KZ'),
  'kz.abai': unit('Abai Region', 'область Абай', 'Абай облысы', 'KZ-10', 'KZ-VOS'),
  'kz.akmola': unit('Akmola Region', 'Акмолинская область', 'Ақмола облысы', 'KZ-11', 'KZ-AKM'),
  'kz.aktobe': unit('Aktobe Region', 'Актюбинская область', 'Ақтөбе облысы', 'KZ-15', 'KZ-AKT'),
  'kz.almaty_region': unit('Almaty Region', 'Алматинская область', 'Алматы облысы', 'KZ-19', 'KZ-ALM'),
  'kz.atyrau': unit('Atyrau Region', 'Атырауская область', 'Атырау облысы', 'KZ-23', 'KZ-ATY'),
  'kz.west_kazakhstan': unit(
    'West Kazakhstan Region',
    'Западно-Казахстанская область',
    'Батыс Қазақстан облысы',
    'KZ-27',
    'KZ-ZAP',
  ),
  'kz.zhambyl': unit('Zhambyl Region', 'Жамбылская область', 'Жамбыл облысы', 'KZ-31', 'KZ-ZHA'),
  'kz.zhetysu': unit('Zhetysu Region', 'область Жетысу', 'Жетісу облысы', 'KZ-33', 'KZ-ALM'),
  'kz.karaganda': unit('Karaganda Region', 'Карагандинская область', 'Қарағанды облысы', 'KZ-35', 'KZ-KAR'),
  'kz.kostanay': unit('Kostanay Region', 'Костанайская область', 'Қостанай облысы', 'KZ-39', 'KZ-KUS'),
  'kz.kyzylorda': unit('Kyzylorda Region', 'Кызылординская область', 'Қызылорда облысы', 'KZ-43', 'KZ-KZY'),
  'kz.mangystau': unit('Mangystau Region', 'Мангистауская область', 'Маңғыстау облысы', 'KZ-47', 'KZ-MAN'),
  'kz.pavlodar': unit('Pavlodar Region', 'Павлодарская область', 'Павлодар облысы', 'KZ-55', 'KZ-PAV'),
  'kz.north_kazakhstan': unit(
    'North Kazakhstan Region',
    'Северо-Казахстанская область',
    'Солтүстік Қазақстан облысы',
    'KZ-59',
    'KZ-SEV',
  ),
  'kz.turkistan': unit('Turkistan Region', 'Туркестанская область', 'Түркістан облысы', 'KZ-61', null),
  'kz.ulytau': unit('Ulytau Region', 'область Улытау', 'Ұлытау облысы', 'KZ-62', 'KZ-KAR'),
  'kz.east_kazakhstan': unit(
    'East Kazakhstan Region',
    'Восточно-Казахстанская область',
    'Шығыс Қазақстан облысы',
    'KZ-63',
    'KZ-VOS',
  ),
  'kz.astana_city': unit('Astana (city)', 'город Астана', 'Астана қаласы', 'KZ-71', 'KZ-AST'),
  'kz.almaty_city': unit('Almaty (city)', 'город Алматы', 'Алматы қаласы', 'KZ-75', 'KZ-ALA'),
  'kz.shymkent_city': unit('Shymkent (city)', 'город Шымкент', 'Шымкент қаласы', 'KZ-79', null),
};

export const UNIT_IDS = Object.keys(UNITS);

/** Name of a unit; an unknown one (of another country, or newer) is shown as its id. */
export const unitLabel = (id: string, lang: Lang): string =>
  Object.hasOwn(UNITS, id) ? (UNITS[id]?.names[lang] ?? id) : id;

/** Units that a unit id or an ISO 3166-2 code of either time stands for; empty when it is none. */
export function unitsOfCode(text: string): readonly string[] {
  if (Object.hasOwn(UNITS, text)) return [text];
  const code = text.toUpperCase();
  return UNIT_IDS.filter((id) => UNITS[id]?.code === code || UNITS[id]?.codeInJanuary2022 === code);
}
