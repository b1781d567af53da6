/** `TEST_SEED`, to see again what was random in a run that printed it; else another one each time. */
export const randomSeed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
