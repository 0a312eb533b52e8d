/** Texts of the desk in English: deliveries. */
export const deskDeliveriesEn = {};
