/** Texts of the codes of the exchange between nodes: frames, frontiers, requests, bundles. */
import type { ErrorTexts } from './model.ts';

export const wireErrors = {
  E_FRAME: {
    en: {
      message: 'At byte {$at} there is something that is not a part of an exchange: {$reason}.',
      remedy: 'The rest was read. Ask the sender to send again.',
    },
    ru: {
      message: 'В байте {$at} стоит то, что не является частью обмена: {$reason}.',
      remedy: 'Остальное прочитано. Попросите отправителя прислать ещё раз.',
    },
    kk: {
      message: '{$at}-байтта алмасудың бөлігі емес нәрсе тұр: {$reason}.',
      remedy: 'Қалғаны оқылды. Жіберушіден қайта жіберуін сұраңыз.',
    },
  },
  E_FRAME_SIZE: {
    en: {
      message: 'A part at byte {$at} is larger than {$max} bytes and was skipped.',
      remedy: 'The rest was read. Tell the sender: their program sends what no node takes.',
    },
    ru: {
      message: 'Часть в байте {$at} больше {$max} байт и пропущена.',
      remedy: 'Остальное прочитано. Сообщите отправителю: его программа шлёт то, чего не примет ни один узел.',
    },
    kk: {
      message: '{$at}-байттағы бөлік {$max} байттан үлкен, сондықтан өткізіп жіберілді.',
      remedy: 'Қалғаны оқылды. Жіберушіге хабарлаңыз: бағдарламасы ешбір торап алмайтын нәрсе жібереді.',
    },
  },
  E_TORN: {
    en: {
      message: 'The transfer ends too early; everything whole before its end was kept.',
      remedy: 'Send or copy it again: what is here already is not taken twice.',
    },
    ru: {
      message: 'Передача обрывается раньше конца; всё целое до обрыва сохранено.',
      remedy: 'Пришлите или скопируйте ещё раз: что уже есть, второй раз не добавится.',
    },
    kk: {
      message: 'Тасымал мерзімінен бұрын үзілген; үзілгенге дейінгі бүтін бөліктің бәрі сақталды.',
      remedy: 'Қайта жіберіңіз не көшіріңіз: бар нәрсе екінші рет қосылмайды.',
    },
  },
  E_FRONTIER: {
    en: {
      message: 'The list of what the other side holds does not have the right form.',
      remedy: 'Exchange again; if it stays so, compare the versions of both programs.',
    },
    ru: {
      message: 'Список того, что есть у другой стороны, неверной формы.',
      remedy: 'Повторите обмен; если не поможет, сравните версии программ.',
    },
    kk: {
      message: 'Екінші тарапта бар нәрсенің тізімі дұрыс пішінде емес.',
      remedy: 'Алмасуды қайталаңыз; өзгермесе, екі бағдарламаның нұсқасын салыстырыңыз.',
    },
  },
  E_DENIED: {
    en: {
      message: 'The other node does not exchange this space with us.',
      remedy: 'Check the address; ask a manager of the space whether our seat is still admitted.',
    },
    ru: {
      message: 'Другой узел не обменивается с нами этим пространством.',
      remedy: 'Проверьте адрес; спросите управляющего пространством, допущены ли мы ещё.',
    },
    kk: {
      message: 'Басқа торап бұл кеңістікті бізбен алмаспайды.',
      remedy: 'Мекенжайды тексеріңіз; кеңістік басқарушысынан бізге әлі рұқсат бар-жоғын сұраңыз.',
    },
  },
  E_BUNDLE_MANIFEST: {
    en: {
      message: 'The bundle does not begin with a list of its contents that this program can read.',
      remedy: 'What follows was read all the same. Ask the sender which version wrote it.',
    },
    ru: {
      message: 'Пакет не начинается с описи, которую эта программа может прочитать.',
      remedy: 'Остальное всё равно прочитано. Спросите отправителя, какой версией записан пакет.',
    },
    kk: {
      message: 'Бума осы бағдарлама оқи алатын тізімдемеден басталмайды.',
      remedy: 'Қалғаны бәрібір оқылды. Жіберушіден оны қай нұсқа жазғанын сұраңыз.',
    },
  },
  E_SYNC_BODY: {
    en: {
      message: 'A message of the exchange does not have the right form: {$what}.',
      remedy: 'Compare the versions of both programs.',
    },
    ru: { message: 'Сообщение обмена неверной формы: {$what}.', remedy: 'Сравните версии обеих программ.' },
    kk: { message: 'Алмасу хабары дұрыс пішінде емес: {$what}.', remedy: 'Екі бағдарламаның нұсқасын салыстырыңыз.' },
  },
  E_BUNDLE_AGE: {
    en: {
      message: 'The file is not a bundle: it is not an age file, or its head is damaged.',
      remedy: 'Check that it is the right file; ask the sender for it again.',
    },
    ru: {
      message: 'Файл не пакет: это не файл age, или его начало повреждено.',
      remedy: 'Проверьте, тот ли это файл; попросите отправителя прислать его ещё раз.',
    },
    kk: {
      message: 'Файл бума емес: ол age файлы емес не басы бүлінген.',
      remedy: 'Дұрыс файл екенін тексеріңіз; жіберушіден қайта сұраңыз.',
    },
  },
  E_BUNDLE_KEY: {
    en: {
      message: 'The bundle is not for us: neither our key nor the passphrase opens it.',
      remedy: 'Give the sender our recipient (kua key show), or the right passphrase.',
    },
    ru: {
      message: 'Пакет не для нас: ни наш ключ, ни фраза-пароль его не открывают.',
      remedy: 'Дайте отправителю нашего получателя (kua key show) или введите верную фразу-пароль.',
    },
    kk: {
      message: 'Бума бізге емес: кілтіміз де, құпия сөйлем де оны ашпайды.',
      remedy: 'Жіберушіге біздің алушыны беріңіз (kua key show) не дұрыс құпия сөйлемді енгізіңіз.',
    },
  },
  E_BUNDLE_WORK: {
    en: {
      message: 'The passphrase of the bundle asks for more work (2^{$log}) than we do for a stranger (2^{$max}).',
      remedy: 'Ask the sender to write it with kua, or with age as it comes.',
    },
    ru: {
      message: 'Фраза-пароль пакета требует больше вычислений (2^{$log}), чем мы делаем для чужих (2^{$max}).',
      remedy: 'Попросите записать пакет программой kua или age с обычными настройками.',
    },
    kk: {
      message: 'Буманың құпия сөйлемі бөгде үшін жасайтынымыздан (2^{$max}) көп есептеуді (2^{$log}) талап етеді.',
      remedy: 'Жіберушіден оны kua не әдепкі баптаудағы age арқылы жазуын сұраңыз.',
    },
  },
  E_BUNDLE_CHANGED: {
    en: {
      message: 'The bundle was cut short or changed after it was written; everything before that was read.',
      remedy: 'Ask the sender for it again, by another way.',
    },
    ru: {
      message: 'Пакет оборван или изменён после записи; всё до этого места прочитано.',
      remedy: 'Попросите отправителя прислать его ещё раз другим путём.',
    },
    kk: {
      message: 'Бума үзілген не жазылғаннан кейін өзгертілген; оған дейінгінің бәрі оқылды.',
      remedy: 'Жіберушіден оны басқа жолмен қайта сұраңыз.',
    },
  },
  E_BUNDLE_GZIP: {
    en: {
      message: 'The bundle opens, but what is in it is not packed as a bundle.',
      remedy: 'Tell the sender; what could be unpacked was read.',
    },
    ru: {
      message: 'Пакет открывается, но упакован не как пакет.',
      remedy: 'Сообщите отправителю; что распаковалось, прочитано.',
    },
    kk: {
      message: 'Бума ашылады, бірақ ішіндегісі бумаша оралмаған.',
      remedy: 'Жіберушіге хабарлаңыз; тарқатылғаны оқылды.',
    },
  },
  E_BUNDLE_BOMB: {
    en: {
      message: 'The bundle unpacks to far more than any record does; reading stopped after {$bytes} bytes.',
      remedy: 'Do not read it again; ask the sender by another way whether they sent it.',
    },
    ru: {
      message: 'Пакет распаковывается в объём, какого у записей не бывает; чтение остановлено на {$bytes} байтах.',
      remedy: 'Не читайте его снова; спросите отправителя другим путём, он ли его прислал.',
    },
    kk: {
      message: 'Бума жазбаларда болмайтын көлемге тарқатылады; оқу {$bytes} байттан кейін тоқтатылды.',
      remedy: 'Оны қайта оқымаңыз; жіберушіден басқа жолмен өзі жібергенін сұраңыз.',
    },
  },
  E_BUNDLE_PARTS: {
    en: {
      message: 'One part needs {$bytes} bytes and does not fit into {$max}.',
      remedy: 'Give a larger --max-bytes.',
    },
    ru: {
      message: 'Одной части нужно {$bytes} байт, в {$max} она не помещается.',
      remedy: 'Укажите большее значение --max-bytes.',
    },
    kk: {
      message: 'Бір бөлікке {$bytes} байт керек, ол {$max} байтқа сыймайды.',
      remedy: '--max-bytes мәнін үлкейтіңіз.',
    },
  },
  E_BUNDLE_RECIPIENT: {
    en: {
      message: '“{$recipient}” is not a recipient that a bundle can be written for.',
      remedy: 'A recipient begins with age1; the other office sees theirs with: kua key show.',
    },
    ru: {
      message: '«{$recipient}» — не получатель, для которого можно записать пакет.',
      remedy: 'Получатель начинается с age1; другой офис видит своего командой: kua key show.',
    },
    kk: {
      message: '«{$recipient}» — бума жазуға болатын алушы емес.',
      remedy: 'Алушы age1-ден басталады; басқа кеңсе өзінікін мына пәрменмен көреді: kua key show.',
    },
  },
} satisfies ErrorTexts;
