/** Texts of the codes of deliveries and of decisions that need two persons. */
import type { ErrorTexts } from './model.ts';

export const deliveryErrors = {
  E_DUE: {
    en: {
      message:
        '.input {$reason :string} .match $reason unknown {{There is no rule {$row} for a reply date.}} * {{The rule {$row} counts days, and the delivery is not known to the day.}}',
      remedy: 'Choose another rule, give the day of the delivery, or set the reply date by hand.',
    },
    ru: {
      message:
        '.input {$reason :string} .match $reason unknown {{Правила {$row} для срока ответа нет.}} * {{Правило {$row} считает дни, а день вручения неизвестен.}}',
      remedy: 'Выберите другое правило, укажите день вручения или задайте срок ответа вручную.',
    },
    kk: {
      message:
        '.input {$reason :string} .match $reason unknown {{Жауап мерзімі үшін {$row} ережесі жоқ.}} * {{{$row} ережесі күндерді санайды, ал тапсырылған күн белгісіз.}}',
      remedy: 'Басқа ережені таңдаңыз, тапсыру күнін көрсетіңіз немесе мерзімді қолмен қойыңыз.',
    },
  },
  E_DELIVERY: {
    en: {
      message: 'This delivery was withdrawn on {$withdrawn}.',
      remedy: 'Record a new delivery. The withdrawn one stays readable.',
    },
    ru: {
      message: 'Это вручение отозвано {$withdrawn}.',
      remedy: 'Запишите новое вручение. Отозванное остаётся в записях.',
    },
    kk: {
      message: 'Бұл тапсыру {$withdrawn} қайтарып алынған.',
      remedy: 'Жаңа тапсыруды жазыңыз. Қайтарып алынғаны жазбаларда қалады.',
    },
  },
  E_WAITING: {
    en: {
      message: 'No such decision on {$demand} waits any more.',
      remedy: 'Read the page again: it was made, taken back, or somebody said no.',
    },
    ru: {
      message: 'Такое решение по {$demand} больше не ждёт.',
      remedy: 'Откройте страницу заново: решение принято, отозвано или кто-то ответил «нет».',
    },
    kk: {
      message: '{$demand} бойынша мұндай шешім енді күтпейді.',
      remedy: 'Бетті қайта ашыңыз: шешім қабылданған, қайтарып алынған немесе біреу «жоқ» деген.',
    },
  },
  E_DECISION_OTHER: {
    en: {
      message: 'Only the person who decided first can take this decision on {$demand} back.',
      remedy: 'Say no instead, with your reason. Both stay readable.',
    },
    ru: {
      message: 'Отозвать это решение по {$demand} может только тот, кто решил первым.',
      remedy: 'Ответьте «нет» и укажите причину. Оба ответа останутся в записях.',
    },
    kk: {
      message: '{$demand} бойынша бұл шешімді тек бірінші шешкен адам қайтарып ала алады.',
      remedy: 'Оның орнына «жоқ» деп, себебін жазыңыз. Екеуі де жазбаларда қалады.',
    },
  },
  E_PERIOD: {
    en: {
      message: '“{$value}” is no period.',
      remedy: 'Write how often to check as P1D (a day), P2W (two weeks), P3M (three months) or P1Y (a year).',
    },
    ru: {
      message: '«{$value}» — не период.',
      remedy: 'Укажите, как часто проверять: P1D (день), P2W (две недели), P3M (три месяца), P1Y (год).',
    },
    kk: {
      message: '«{$value}» — кезең емес.',
      remedy: 'Қаншалықты жиі тексеруді жазыңыз: P1D (күн), P2W (екі апта), P3M (үш ай), P1Y (жыл).',
    },
  },
} as const satisfies ErrorTexts;
