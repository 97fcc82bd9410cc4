/** The notice file that goes with a product: license texts, the components under each, and what is missing. */
import { buildNotices, type NoticeComponent } from '../../licenses/index.ts'
import { writeNoticesHtml } from './write-html.ts'
import { writeNoticesText } from './write-text.ts'

export interface NoticeOptions {
  readonly format: 'text' | 'html'
  /** Name of the product, as its heading. */
  readonly product?: string
}

/** The same components give the same bytes, in whatever order they come. */
export function writeNotices(components: readonly NoticeComponent[], options: NoticeOptions): string {
  const notices = buildNotices(components)
  return options.format === 'html'
    ? writeNoticesHtml(notices, options.product)
    : writeNoticesText(notices, options.product)
}
