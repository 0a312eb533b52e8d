/** Words of the Coalition page, fetched with it: the first page of the desk does not wait for them. */
import type { MoreWords } from '../../i18n/language.tsx';

export const coalitionWords: MoreWords = {
  kk: async () => ({
    ...(await import('../../../messages/desk-coalition.kk.ts')).deskCoalitionKk,
    ...(await import('../../../messages/desk-exchange.kk.ts')).deskExchangeKk,
  }),
  ru: async () => ({
    ...(await import('../../../messages/desk-coalition.ru.ts')).deskCoalitionRu,
    ...(await import('../../../messages/desk-exchange.ru.ts')).deskExchangeRu,
  }),
  en: async () => ({
    ...(await import('../../../messages/desk-coalition.en.ts')).deskCoalitionEn,
    ...(await import('../../../messages/desk-exchange.en.ts')).deskExchangeEn,
  }),
};
