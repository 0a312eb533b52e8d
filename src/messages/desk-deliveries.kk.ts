/** Texts of the desk in Kazakh: deliveries. */
export const deskDeliveriesKk = {};
