/** Figure: a number that somebody counted and published. Never merged, summed or averaged. */
import { choice, count, date, type KindSpec, L, prose, ref, refOrText, struct, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const COUNTING = {
  cumulative: L('cumulative', 'нарастающим итогом', 'өспелі қорытынды'),
  in_period: L('in a period', 'за период', 'кезең ішінде'),
  at_date: L('at a date', 'на дату', 'белгілі күнге'),
};

export const figure: KindSpec = {
  kind: 'Figure',
  label: L('Figure', 'Показатель', 'Көрсеткіш'),
  plural: L('Figures', 'Показатели', 'Көрсеткіштер'),
  date: 'as_of',
  place: null,
  state: 'status',
  fields: [
    term('metric', 'figure_metric', '1', 'P', L('What is counted', 'Что подсчитано', 'Не саналған')),
    term('population', 'figure_population', '1', 'P', L('Of whom', 'Среди кого', 'Кімдердің арасында')),
    count('value', '1', 'P', L('Number', 'Число', 'Саны'), { decimal: true, group: 'numbers' }),
    text('unit', '?', 'P', L('Unit', 'Единица', 'Бірлігі'), { group: 'numbers' }),
    date('as_of', '1', 'P', L('As of', 'По состоянию на', 'Қай күнге'), { group: 'place_time' }),
    choice('counting', COUNTING, '1', 'P', L('Counting', 'Способ счёта', 'Санау тәсілі')),
    date('period', '?', 'P', L('Period', 'Период', 'Кезең'), { at: ['in_period'], group: 'place_time' }),
    refOrText('scope', ['Place', 'Event'], '1', 'P', L('Scope', 'Охват', 'Қамтуы')),
    text('who', '1', 'P', L('Who counted', 'Кто считал', 'Кім санады'), { facet: true }),
    text('quoted_by', '?', 'P', L('Quoted by', 'Кем приведено', 'Кім келтірді')),
    term('side', 'figure_side', '1', 'P', L('Side', 'Сторона', 'Тарап')),
    term('status', 'figure_status', '1', 'P', L('Status', 'Статус', 'Мәртебесі'), { group: 'state' }),
    ref('status_evidence', [], '?', 'P', L('Evidence of the status', 'Подтверждение статуса', 'Мәртебе айғағы'), {
      at: ['withdrawn'],
      group: 'state',
    }),
    text('metric_as_given', '1', 'P', L('Metric as given', 'Показатель в источнике', 'Дереккөздегі көрсеткіш'), {
      group: 'sources',
    }),
    term('offence', 'act_type', '?', 'P', L('Offence', 'Вид деяния', 'Әрекет түрі')),
    prose('is_not', '?', 'P', L('What the number is not', 'Чем число не является', 'Бұл сан нені білдірмейді')),
    struct('label', '*', 'P', L('Label given by a speaker', 'Ярлык, данный говорящим', 'Айтушы берген атау'), [
      text('text', '1', 'P', L('Label', 'Ярлык', 'Атау')),
      text('speaker', '1', 'P', L('Speaker', 'Кто говорит', 'Айтушы')),
    ]),
    ...COMMON_FIELDS.filter((f) => f.name !== 'note'),
    // Section 3: the note of a Figure is public, unlike the private note of other kinds.
    prose('note', '?', 'P', L('Note', 'Пояснение', 'Түсініктеме')),
  ],
};
