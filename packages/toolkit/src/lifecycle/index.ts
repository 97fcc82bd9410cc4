/** Until when runtimes, systems and frameworks of a product are supported by their makers. */
import { identities } from './data/identities.ts'
import { dataAsOf, products } from './data/products.ts'
import type { LifecycleData } from './model.ts'

export { findCycle, type LifecycleInput, lifecycleOf, oldAfterDays } from './lifecycle-of.ts'
export type {
  LifecycleCycle,
  LifecycleData,
  LifecycleDoubt,
  LifecycleIdentity,
  LifecyclePlace,
  LifecycleProduct,
  LifecycleReport,
  LifecycleRow,
  LifecycleStatus,
  StatedRuntime,
} from './model.ts'
export { findRuntimes, type RuntimeFiles } from './runtimes.ts'
export { lifecycleSchema, parseLifecycleFile, type UserProduct, withUserData } from './user-file.ts'

/** The table that ships with the project. */
export const lifecycleData: LifecycleData = { asOf: dataAsOf, products, identities }
