/** One seed for every property test, so that a run says the same twice; `npm run soak` gives it others. */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['OCCTET_PROPERTY_SEED'] ?? 20_261_122) })
