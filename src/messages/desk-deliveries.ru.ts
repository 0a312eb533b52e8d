/** Texts of the desk in Russian: deliveries. */
export const deskDeliveriesRu = {};
