/** Texts of the codes of drafting, freezing and signing statements. */
import type { ErrorTexts } from './model.ts';

export const statementErrors = {
  E_UNMARKED: {
    en: {
      message: 'Demand {$demand} is not marked in the text in {$lang}.',
      remedy: 'Select its words in that text and mark them as the demand, or take the language out.',
    },
    ru: {
      message: 'Требование {$demand} не отмечено в тексте на языке {$lang}.',
      remedy: 'Выделите его слова в этом тексте и отметьте их как требование или уберите язык.',
    },
    kk: {
      message: '{$demand} талабы {$lang} тіліндегі мәтінде белгіленбеген.',
      remedy: 'Сол мәтіннен сөздерін таңдап, талап ретінде белгілеңіз немесе тілді алып тастаңыз.',
    },
  },
  E_DRAFT_NEWER: {
    en: {
      message: 'Somebody saved a newer version of this draft while you wrote.',
      remedy: 'Read both versions, then keep yours or take theirs. Nothing was overwritten.',
    },
    ru: {
      message: 'Пока вы писали, кто-то сохранил более новую версию черновика.',
      remedy: 'Прочитайте обе версии и выберите свою или чужую. Ничего не перезаписано.',
    },
    kk: {
      message: 'Сіз жазып жатқанда біреу жобаның жаңа нұсқасын сақтады.',
      remedy: 'Екі нұсқаны да оқып, өзіңіздікін не олардікін таңдаңыз. Ештеңе өшірілген жоқ.',
    },
  },
  E_SIGN_FILE: {
    en: {
      message: 'This is no sign file that can be read here: {$reason}.',
      remedy: 'Ask the sender for the file with the ending .kua-sign, as it was saved.',
    },
    ru: {
      message: 'Это не файл подписания, который можно здесь прочитать: {$reason}.',
      remedy: 'Попросите у отправителя файл с окончанием .kua-sign в том виде, в каком он сохранён.',
    },
    kk: {
      message: 'Бұл осында оқылатын қол қою файлы емес: {$reason}.',
      remedy: 'Жіберушіден .kua-sign деп аяқталатын файлды сақталған күйінде сұраңыз.',
    },
  },
  E_SIGNATURE: {
    en: {
      message: 'The signature is not by the key on the organisation’s card, or its bytes were changed.',
      remedy: 'Do not add it; ask the signatory to save the answer again.',
    },
    ru: {
      message: 'Подпись сделана не ключом с карточки организации или её байты изменены.',
      remedy: 'Не добавляйте её; попросите подписавшую организацию сохранить ответ заново.',
    },
    kk: {
      message: 'Қолтаңба ұйым карточкасындағы кілтпен қойылмаған немесе оның байттары өзгертілген.',
      remedy: 'Оны қоспаңыз; қол қойған ұйымнан жауапты қайта сақтауды сұраңыз.',
    },
  },
  E_CARD_OLD: {
    en: {
      message: 'The signature is under card {$card} of the organisation; card {$newest} has replaced it.',
      remedy: 'Ask the organisation to sign again with its present key.',
    },
    ru: {
      message: 'Подпись сделана под карточкой {$card} организации; её сменила карточка {$newest}.',
      remedy: 'Попросите организацию подписать заново своим нынешним ключом.',
    },
    kk: {
      message: 'Қолтаңба ұйымның {$card} карточкасымен қойылған; оны {$newest} карточкасы алмастырған.',
      remedy: 'Ұйымнан қазіргі кілтімен қайта қол қоюды сұраңыз.',
    },
  },
  E_OTHER_STATEMENT: {
    en: {
      message: 'The file answers for another statement: {$found}.',
      remedy: 'Open the statement that the file names, or ask for the answer to this one.',
    },
    ru: {
      message: 'Файл отвечает на другое заявление: {$found}.',
      remedy: 'Откройте заявление, названное в файле, или попросите ответ на это.',
    },
    kk: {
      message: 'Файл басқа мәлімдемеге жауап береді: {$found}.',
      remedy: 'Файлда аталған мәлімдемені ашыңыз немесе осыған жауап сұраңыз.',
    },
  },
  E_MANDATE: {
    en: {
      message: 'The signature does not say who signed by what mandate.',
      remedy: 'Ask the organisation to sign again with its name and its mandate.',
    },
    ru: {
      message: 'В подписи не сказано, кто и по какому полномочию подписал.',
      remedy: 'Попросите организацию подписать заново с названием и полномочием.',
    },
    kk: {
      message: 'Қолтаңбада кім, қандай өкілеттікпен қол қойғаны айтылмаған.',
      remedy: 'Ұйымнан атауы мен өкілеттігін көрсетіп қайта қол қоюды сұраңыз.',
    },
  },
  E_SIGNED: {
    en: {
      message: 'The key of {$name} has signed this text already.',
      remedy: 'One organisation signs one text once. Withdraw the first signature before another is added.',
    },
    ru: {
      message: 'Ключом организации {$name} этот текст уже подписан.',
      remedy: 'Одна организация подписывает один текст один раз. Сначала отзовите первую подпись.',
    },
    kk: {
      message: '{$name} ұйымының кілтімен бұл мәтінге қол қойылып қойған.',
      remedy: 'Бір ұйым бір мәтінге бір рет қол қояды. Алдымен бірінші қолтаңбаны қайтарып алыңыз.',
    },
  },
  E_BASIS: {
    en: {
      message: 'This signatory stands on “{$basis}” already; that is not weaker than what is added.',
      remedy: 'A basis only grows: as printed, then confirmed, then signed with the key.',
    },
    ru: {
      message: 'У этой подписи уже есть основание «{$basis}»; оно не слабее добавляемого.',
      remedy: 'Основание только крепнет: как напечатано, затем подтверждено, затем подписано ключом.',
    },
    kk: {
      message: 'Бұл қолтаңбаның «{$basis}» негізі бар; ол қосылатыннан әлсіз емес.',
      remedy: 'Негіз тек күшейеді: басылғандай, сосын расталған, сосын кілтпен қол қойылған.',
    },
  },
  E_WITHDRAWN: {
    en: {
      message: 'This was withdrawn on {$at} already.',
      remedy: 'What is withdrawn stays visible with its date and reason; nothing more is needed.',
    },
    ru: {
      message: 'Это уже отозвано: {$at}.',
      remedy: 'Отозванное остаётся видно с датой и причиной; больше ничего не нужно.',
    },
    kk: {
      message: 'Бұл {$at} күні қайтарып алынған.',
      remedy: 'Қайтарып алынған нәрсе күні мен себебімен көрініп тұрады; басқа ештеңе керек емес.',
    },
  },
} as const satisfies ErrorTexts;
