/** Words of a receipt: short, plain, easily told apart when read out; the same place in the list in each language. */
import type { Lang } from '../../messages/translate.ts';

const split = (text: string): readonly string[] => text.trim().split(/\s+/);

/** 64 words: four of them are one of 16 million receipts. */
const WORDS: { readonly [L in Lang]: readonly string[] } = {
  en: split(`apple river bread stone cloud garden window lamp horse bridge salt winter paper forest spoon island
    mirror carpet honey candle valley button summer ladder onion pencil sparrow harbour melon needle lemon tower
    walnut basket meadow copper feather kettle autumn pepper pillow raven saddle thunder turtle velvet violin wagon
    willow marble cotton dragon engine finger ginger hammer jacket kitten locket magnet napkin orange pocket ribbon`),
  ru: split(`яблоко река хлеб камень облако сад окно лампа конь мост соль зима бумага лес ложка остров
    зеркало ковёр мёд свеча долина пуговица лето лестница лук карандаш воробей гавань дыня игла лимон башня
    орех корзина луг медь перо чайник осень перец подушка ворон седло гром черепаха бархат скрипка телега
    ива мрамор хлопок дракон мотор палец имбирь молоток куртка котёнок медальон магнит салфетка апельсин карман лента`),
  kk: split(`алма өзен нан тас бұлт бақ терезе шам жылқы көпір тұз қыс қағаз орман қасық арал
    айна кілем бал шырақ алқап түйме жаз саты пияз қалам торғай айлақ қауын ине лимон мұнара
    жаңғақ себет шалғын мыс қауырсын шәйнек күз бұрыш жастық қарға ер найзағай тасбақа барқыт сырнай арба
    тал мәрмәр мақта айдаһар қозғалтқыш саусақ зімбір балға күрте мысық алқа магнит майлық апельсин қалта таспа`),
};

/** Four words of a list of 64, chosen by the given random bytes. */
export const receiptWords = (bytes: Uint8Array, lang: Lang): readonly string[] =>
  [...bytes.slice(0, 4)].map((byte) => WORDS[lang][byte & 63] ?? '');

/** For the test that every language has as many. */
export const RECEIPT_WORDS = WORDS;
