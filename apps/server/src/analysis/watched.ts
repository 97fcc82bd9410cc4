/** What a release was matched against, kept between an analysis and the re-check after the next data update. */
import type { WatchedContent, WatchedProduct } from '@occtet/toolkit/adapters'

export interface Watched {
  readonly product: WatchedProduct
  readonly records: WatchedContent['records']
}
