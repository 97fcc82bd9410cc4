/** How pages about the records of a product are laid out: language, width, name of the product. */
import type { Context } from './context.ts'
import type { AssessmentPage } from './assessment-page.ts'
import type { Options } from './options.ts'
import { languageOf, type ProductFolder } from './product-desk.ts'

export function pageOf(context: Context, folder: ProductFolder, options: Options): AssessmentPage {
  const { name, version } = folder.profile.product
  return {
    language: languageOf(options),
    columns: context.columns,
    product: version === undefined ? name : `${name} ${version}`,
    dir: folder.dir,
  }
}
