/** The list of watched products on the disk, and their re-check after an update of the data. */
export { WatchError, type WatchErrorCode } from './errors.ts'
export { openPrints, type Prints } from './prints.ts'
export {
  type Recheck,
  type RecheckOutcome,
  recheckProduct,
  type RecheckStore,
  renewState,
} from './recheck-product.ts'
export { type CheckedProduct, watchProduct } from './remember.ts'
export {
  listWatched,
  readContent,
  renewWatched,
  watchFolder,
  watchIdOf,
  writeWatched,
} from './watch-files.ts'
export type { WatchedContent, WatchedProduct } from './watched.ts'
